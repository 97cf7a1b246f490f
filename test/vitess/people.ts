import { shardDatabases } from '../../dev/vitess/shards.ts';
import type { Keyspace } from '../../dev/vitess.ts';
import { query } from '../support/databases/query.ts';

const hashed = { column_vindexes: [{ column: 'id', name: 'hash' }] };

/** A keyspace whose people lie on two shards, by their id, and are found by their address. */
const many: Keyspace = {
  name: 'many',
  shards: 2,
  vschema: {
    sharded: true,
    vindexes: {
      hash: { type: 'xxhash' },
      text: { type: 'unicode_loose_xxhash' },
      people_by_email: {
        type: 'consistent_lookup_unique',
        params: { table: 'people_by_email', from: 'email', to: 'keyspace_id' },
        owner: 'people',
      },
    },
    tables: {
      people: {
        column_vindexes: [
          { column: 'id', name: 'hash' },
          { column: 'email', name: 'people_by_email' },
        ],
      },
      pets: hashed,
      people_by_email: { column_vindexes: [{ column: 'email', name: 'text' }] },
    },
  },
};

/** The keyspaces with people: one on a single shard, and one on two. */
export const keyspaces = { plain: { name: 'plain', shards: 1 }, many } satisfies Record<string, Keyspace>;

const TABLES = [
  'create table people (id bigint primary key, email varchar(255) not null unique, name varchar(10) not null, age int)',
  'create table pets (id bigint primary key, name varchar(10))',
];
const LOOKUP = 'create table people_by_email (email varchar(255) primary key, keyspace_id varbinary(32))';

/** Makes the tables of people in both keyspaces, with people of some ids. */
export async function createPeople(url: string, ids: readonly number[]): Promise<void> {
  for (const { name } of Object.values(keyspaces)) {
    for (const statement of name === 'many' ? [...TABLES, LOOKUP] : TABLES)
      await query(`${url}/${name}`, statement);
    for (const id of ids)
      await query(
        `${url}/${name}`,
        `insert into people (id, email, name) values (${id}, 'ada${id}@example.com', 'Ada')`,
      );
  }
}

/** Returns the tables of people on each shard of a keyspace, as the MySQL beneath names them. */
export const tablesBeneath = (keyspace: Keyspace): string[] =>
  shardDatabases(keyspace).map((database) => `\`${database}\`.people`);
