import { PrismaAdapter } from '@auth/prisma-adapter';
import { PrismaMariaDb } from '@prisma/adapter-mariadb';
import type { Contender } from '../contender.ts';

/** What Prisma makes of `schema.prisma`, written by hand because Prisma's own way needs a download. */
const tables = `
  create table User (
    id varchar(191) not null primary key,
    name varchar(191),
    email varchar(191) not null unique,
    emailVerified datetime(3),
    image varchar(191),
    createdAt datetime(3) not null default current_timestamp(3),
    updatedAt datetime(3) not null
  );
  create table Account (
    userId varchar(191) not null,
    type varchar(191) not null,
    provider varchar(191) not null,
    providerAccountId varchar(191) not null,
    refresh_token text,
    access_token text,
    expires_at int,
    token_type varchar(191),
    scope varchar(191),
    id_token text,
    session_state varchar(191),
    createdAt datetime(3) not null default current_timestamp(3),
    updatedAt datetime(3) not null,
    primary key (provider, providerAccountId),
    foreign key (userId) references User (id) on delete cascade on update cascade
  );
  create table Session (
    sessionToken varchar(191) not null unique,
    userId varchar(191) not null,
    expires datetime(3) not null,
    createdAt datetime(3) not null default current_timestamp(3),
    updatedAt datetime(3) not null,
    foreign key (userId) references User (id) on delete cascade on update cascade
  );
  create table VerificationToken (
    identifier varchar(191) not null,
    token varchar(191) not null,
    expires datetime(3) not null,
    primary key (identifier, token)
  );
`;

// Made by `prisma generate`, so it only exists at run time.
const generated = new URL('node_modules/.generated/client.ts', import.meta.url).href;

export default {
  tables,
  async open(url) {
    const { hostname, port, username, password, pathname } = new URL(url);
    const server = { host: hostname, port: Number(port || 3306), connectionLimit: 10 };
    const user = { user: decodeURIComponent(username), password: decodeURIComponent(password) };
    const { PrismaClient } = await import(generated);
    const adapter = new PrismaMariaDb({
      ...server,
      ...user,
      database: pathname.slice(1),
      allowPublicKeyRetrieval: true,
    });
    const client = new PrismaClient({ adapter });
    return { adapter: PrismaAdapter(client), close: () => client.$disconnect() };
  },
} satisfies Contender;
