import { KyselyAdapter } from '@auth/kysely-adapter';
import { Kysely, MysqlDialect } from 'kysely';
import { createPool } from 'mysql2';
import type { Contender } from './contender.ts';

/** The tables that the adapter's own tests create on MySQL. Its documentation has the same tables for PostgreSQL. */
const tables = `
  create table User (
    id varchar(36) primary key default (uuid()),
    name varchar(255),
    email varchar(255) not null unique,
    emailVerified datetime(3),
    image varchar(255)
  );
  create table Account (
    userId varchar(36) not null,
    type varchar(255) not null,
    provider varchar(255) not null,
    providerAccountId varchar(255) not null,
    refresh_token varchar(255),
    access_token varchar(255),
    expires_at bigint,
    token_type varchar(255),
    scope varchar(255),
    id_token varchar(255),
    session_state varchar(255),
    foreign key (userId) references User (id) on delete cascade
  );
  create index Account_userId_index on Account (userId);
  create table Session (
    userId varchar(36) not null,
    sessionToken varchar(255) not null unique,
    expires datetime(3) not null,
    foreign key (userId) references User (id) on delete cascade
  );
  create table VerificationToken (
    identifier varchar(255) not null,
    token varchar(255) not null unique,
    expires datetime(3) not null
  );
`;

export default {
  tables,
  open(url) {
    const db = new Kysely({ dialect: new MysqlDialect({ pool: createPool(url) }) });
    return { adapter: KyselyAdapter(db), close: () => db.destroy() };
  },
} satisfies Contender;
