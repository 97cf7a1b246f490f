/** What drizzle-kit makes of the tables that @auth/drizzle-adapter defines by default, without passkeys. */
export const drizzleAdapterTables = `
  create table user (
    id varchar(255) not null primary key,
    name varchar(255),
    email varchar(255) unique,
    emailVerified timestamp(3) null,
    image varchar(255)
  );
  create table account (
    userId varchar(255) not null,
    type varchar(255) not null,
    provider varchar(255) not null,
    providerAccountId varchar(255) not null,
    refresh_token varchar(255),
    access_token varchar(255),
    expires_at int,
    token_type varchar(255),
    scope varchar(255),
    id_token varchar(2048),
    session_state varchar(255),
    primary key (provider, providerAccountId),
    foreign key (userId) references user (id) on delete cascade
  );
  create table session (
    sessionToken varchar(255) not null primary key,
    userId varchar(255) not null,
    expires timestamp not null,
    foreign key (userId) references user (id) on delete cascade
  );
  create table verificationToken (
    identifier varchar(255) not null,
    token varchar(255) not null,
    expires timestamp not null,
    primary key (identifier, token)
  );
`;
