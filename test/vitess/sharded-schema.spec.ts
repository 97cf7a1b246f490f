import { createPool } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { runSql } from '../../dev/mysql/run-sql.ts';
import { startVitess, type VitessServer } from '../../dev/vitess.ts';
import type { EmailCodeLimits } from '../../src/adapter/email-codes.ts';
import { MySqlAdapter } from '../../src/mysql2.ts';
import { createTables } from '../../src/schema/index.ts';
import * as production from '../../src/schema/production.ts';
import { type AdapterTables, shardedSchema, type VSchema } from '../../src/vitess.ts';
import * as own from '../support/databases/drizzle-adapter-tables.ts';
import { makeTables } from '../support/databases/make-tables.ts';
import { query } from '../support/databases/query.ts';
import { codeUnder } from '../support/pages/code-under.ts';
import { newPasskey } from '../support/rows/passkey-samples.ts';
import { inAnHour, newAccount, newUser, signIn, unique } from '../support/rows/samples.ts';
import { expectServed, newPerson, type Person } from './served-person.ts';
import { shardsOf } from './sharded-keyspaces.ts';

/** The sets of tables, each in a keyspace of its own. */
const sets: Record<string, AdapterTables> = {
  production,
  prefixed: createTables({ base: 'production', prefix: 'auth-' }),
  own,
};
const schemas = Object.entries(sets).map(([name, tables]) => {
  // A name with a hyphen, as many on PlanetScale have one.
  const keyspace = `numbers-of-${name}`;
  return { name, tables, keyspace, ...shardedSchema(tables, { sequences: keyspace }) };
});

let server: VitessServer;
beforeAll(async () => {
  server = await startVitess({
    keyspaces: [
      ...schemas.map(({ keyspace, sequencesVschema: vschema }) => ({ name: keyspace, shards: 1, vschema })),
      ...schemas.map(({ name, vschema }) => ({ name, shards: 2, vschema })),
    ],
    options: ['--no-scatter', '--transaction-mode', 'SINGLE'],
  });
  for (const schema of schemas) {
    await makeLookups(schema);
    await makeTables(`${server.url}/${schema.name}`, schema.tables);
  }
  // As the migrations declare it, which a push does not.
  await query(
    `${server.url}/production`,
    'alter table accounts modify provider_account_id varchar(512) collate utf8mb4_bin not null',
  );
});
afterAll(() => server?.stop());

async function makeLookups({ name, keyspace, lookups, sequences }: (typeof schemas)[number]): Promise<void> {
  await runSql(`${server.url}/${keyspace}`, sequences.join(';\n'));
  await runSql(`${server.url}/${name}`, lookups.join(';\n'));
}

const url = () => `${server.url}/production`;
const run = (sql: string) => query(url(), sql);
const insertUser = (id: string, email: string | null) =>
  run(`insert into users (id, email, created_at, updated_at)
    values ('${id}', ${email === null ? 'null' : `'${email}'`}, now(), now())`);
const insertAccount = (userId: string, provider: string, id: string) =>
  run(`insert into accounts (user_id, type, provider, provider_account_id, created_at, updated_at)
    values ('${userId}', 'oauth', '${provider}', '${id}', now(), now())`);

/** Makes people without an address, and returns the ids of two who are on different shards. */
async function peopleApart(): Promise<[string, string]> {
  const prefix = crypto.randomUUID().slice(0, 8);
  for (let number = 0; number < 24; number++) await insertUser(`${prefix}${number}`, null);
  const [one, other] = await Promise.all(
    shardsOf(server, 'production').map((shard) =>
      query(shard, `select id from users where id like '${prefix}%'`),
    ),
  );
  // 1 in 8 million that all of them are on one.
  return [String(one?.[0]?.id), String(other?.[0]?.id)];
}

/** Reads the entries of a person in the lookup tables of all shards. */
async function entriesOf(name: string, person: Person) {
  const { vschema } = schemas.find((schema) => schema.name === name) ?? { vschema: { tables: {} } };
  const reads = shardsOf(server, name).flatMap((shard) =>
    lookupsIn(vschema).map((table) => query(shard, `select * from \`${table}\``)),
  );
  const entries = (await Promise.all(reads)).flat();
  const ids: readonly unknown[] = Object.values(person);
  return entries.filter((entry) => Object.values(entry).some((value) => ids.includes(String(value))));
}

const lookupsIn = ({ tables }: Pick<VSchema, 'tables'>) =>
  Object.keys(tables).filter((table) => table.includes('_by_'));

describe('on two shards', () => {
  it.each([
    ['production', 0],
    ['prefixed', 0],
    // MySQL deletes by a foreign key what Vitess never hears of: the session, the account, the passkey.
    ['own', 3],
  ])('somebody is served twice with the tables %s, which leave %d entries in lookups', async (name, left) => {
    const pool = createPool(`${server.url}/${name}`);
    onTestFinished(() => pool.end());
    const adapter = MySqlAdapter(pool, { tables: sets[name] as AdapterTables });
    const person = newPerson();
    for (const _ of ['first', 'again']) {
      await expectServed(adapter, person);
      expect(await entriesOf(name, person)).toHaveLength(left);
    }
  });

  it.each(Object.keys(sets))('what somebody has is refused to others with the tables %s', async (name) => {
    const pool = createPool(`${server.url}/${name}`);
    onTestFinished(() => pool.end());
    const adapter = MySqlAdapter(pool, { tables: sets[name] as AdapterTables });
    const user = await adapter.createUser(newUser());
    const account = newAccount(user.id);
    await adapter.linkAccount(account);
    const { sessionToken } = await signIn(adapter, user.id);
    const passkey = newPasskey(user.id);
    await adapter.createAuthenticator?.(passkey);
    const taken = (code: string) => expect.objectContaining({ code });
    // Half of them on the same shard, where Vitess looks whether the row of an entry is still there.
    for (let time = 0; time < 6; time++) {
      const { id: userId } = await adapter.createUser(newUser());
      await expect(adapter.createUser(newUser({ email: user.email }))).rejects.toEqual(taken('EMAIL_TAKEN'));
      const session = { sessionToken, userId, expires: inAnHour() };
      await expect(adapter.createSession(session)).rejects.toEqual(taken('DUPLICATE'));
      await expect(adapter.createAuthenticator?.({ ...passkey, userId })).rejects.toEqual(taken('DUPLICATE'));
      // Last, for it ends the sign-up, which is undone.
      await expect(adapter.linkAccount({ ...account, userId })).rejects.toEqual(
        taken('ACCOUNT_ALREADY_LINKED'),
      );
    }
  });

  it('an address that looks like one on the other shard is a duplicate', async () => {
    const [one, other] = await peopleApart();
    const address = unique('ada');
    await run(`update users set email = '${address}@example.com' where id = '${one}'`);
    const lookalike = `${address.replace('ada', 'Adá')}@EXAMPLE.com`;
    const update = run(`update users set email = '${lookalike}' where id = '${other}'`);
    await expect(update).rejects.toMatchObject({ errno: 1062 });
    await run(`delete from users where id = '${other}'`);
    await expect(insertUser(other, lookalike)).rejects.toMatchObject({ errno: 1062 });
    await insertUser(other, `x${lookalike}`);
  });

  it('an account is a duplicate of that on the other shard, and not of one that only looks like it', async () => {
    const [one, other] = await peopleApart();
    const id = unique('account');
    await insertAccount(one, 'github', id);
    await expect(insertAccount(other, 'github', id)).rejects.toMatchObject({ errno: 1062 });
    await insertAccount(other, 'github', id.replace('account', 'ACCOUNT'));
  });

  it('the same account id at two providers belongs to two people, each of whom is deleted alone', async () => {
    const [one, other] = await peopleApart();
    const id = unique('account');
    await insertAccount(one, 'github', id);
    await insertAccount(other, 'gitlab', id);
    const pair = (provider: string) => `provider_account_id = '${id}' and provider = '${provider}'`;
    const found = (provider: string) => run(`select user_id from accounts where ${pair(provider)}`);
    await run(`delete from accounts where user_id = '${one}'`);
    expect(await found('github')).toEqual([]);
    expect(await found('gitlab')).toEqual([{ user_id: other }]);
    // A lookup of the unique type would say "unexpected multiple results" here.
    await insertAccount(other, 'github', id);
    await run(`delete from accounts where ${pair('gitlab')}`);
    expect(await found('gitlab')).toEqual([]);
    expect(await found('github')).toEqual([{ user_id: other }]);
  });

  it('no two sessions have the same id, also when the statements are run again', async () => {
    const [one, other] = await peopleApart();
    const insert = (userId: string) =>
      run(`insert into sessions (user_id, expires, session_token, created_at, updated_at)
        values ('${userId}', now(), '${unique('session')}', now(), now())`);
    for (let time = 0; time < 5; time++) for (const id of [one, other]) await insert(id);
    const nextId = () =>
      query(`${server.beneath}/vt_numbers-of-production_0`, 'select next_id from sessions_seq');
    const before = await nextId();
    for (const schema of schemas) await makeLookups(schema);
    expect(await nextId()).toEqual(before);
    for (let time = 0; time < 5; time++) for (const id of [one, other]) await insert(id);
    const ids = await Promise.all(
      shardsOf(server, 'production').map((shard) => query(shard, 'select id from sessions')),
    );
    expect(ids.flat().length).toBeGreaterThanOrEqual(20);
    expect(new Set(ids.flat().map(({ id }) => id)).size).toBe(ids.flat().length);
  });

  it('every lookup has its values as their own table has them', async () => {
    const [shard = ''] = shardsOf(server, 'production');
    const columnsIn = (tables: readonly string[]) =>
      query(
        shard,
        `select column_name as name, column_type as type, character_set_name as charset,
           collation_name as collation_name
         from information_schema.columns
         where table_schema = database() and table_name in (${tables.map((table) => `'${table}'`)})
           and column_name in ('email', 'provider_account_id', 'provider', 'session_token', 'credential_id')
           and not (table_name = 'authenticators' and column_name = 'provider_account_id')
         order by column_name`,
      );
    const [schema] = schemas;
    const found = await columnsIn(schema ? lookupsIn(schema.vschema) : []);
    expect(found).toHaveLength(5);
    expect(found).toEqual(await columnsIn(['users', 'accounts', 'sessions', 'authenticators']));
  });
});

describe('what docs/sharding.md says', () => {
  const adapterOn = (options: { readonly emailCodes?: EmailCodeLimits; readonly now?: () => Date } = {}) => {
    const pool = createPool(url());
    onTestFinished(() => pool.end());
    return MySqlAdapter(pool, { ...options, tables: production });
  };
  /** Reads something of each shard. */
  const onShards = async (sql: string) =>
    (await Promise.all(shardsOf(server, 'production').map((shard) => query(shard, sql)))).flat();

  it('expired rows are cleared out of all shards, sessions with their entries in the lookup table', async () => {
    const adapter = adapterOn();
    const [one, other] = await peopleApart();
    const person = newPerson();
    const expires = new Date('2026-01-31');
    for (const [userId, sessionToken] of [
      [one, person.sessionToken],
      [other, `${person.sessionToken}2`],
    ] as const)
      await adapter.createSession({ sessionToken, userId, expires });
    for (let number = 0; number < 24; number++)
      await adapter.createVerificationToken({
        identifier: `${one}${number}`,
        token: unique('token'),
        expires,
      });
    const tokens = `select distinct database() from verification_tokens where identifier like '${one}%'`;
    expect(await onShards(tokens)).toHaveLength(2);
    expect(await entriesOf('production', person)).toHaveLength(1);
    const statements = await codeUnder('sharding.md', 'Clearing out expired rows', 'sql');
    expect(statements).toHaveLength(1);
    await runSql(url(), statements.join());
    expect(await entriesOf('production', person)).toEqual([]);
    expect(await onShards("select id from sessions where expires = '2026-01-31'")).toEqual([]);
    expect(await onShards(tokens)).toEqual([]);
  });

  it('rows of codes are cleared out of all shards once the day of their guesses is over', async () => {
    const prefix = unique('codes');
    const spendAll = async (hoursAgo: number) => {
      const moment = new Date(Date.now() - hoursAgo * 3_600_000);
      const codes = adapterOn({ emailCodes: { allowedAttempts: 1, attemptsPerDay: 1 }, now: () => moment });
      const expires = new Date(Number(moment) + 600_000);
      for (let number = 0; number < 12; number++) {
        const code = { identifier: `${prefix}-${hoursAgo}-${number}`, token: '123456', expires };
        await codes.createVerificationToken(code);
        expect(await codes.useVerificationToken({ ...code, token: '000000' })).toBeNull();
      }
    };
    await spendAll(22);
    await spendAll(26);
    const left = (hoursAgo: number) =>
      onShards(
        `select distinct database() as shard, min(attempts) as attempts from verification_tokens
         where identifier like '${prefix}-${hoursAgo}-%' group by 1`,
      );
    expect(await left(26)).toHaveLength(2);
    const statements = await codeUnder('sharding.md', 'Clearing out expired rows', 'sql');
    await runSql(url(), statements.join());
    expect(await left(26)).toEqual([]);
    expect(await left(22)).toEqual([
      { shard: expect.any(String), attempts: 1 },
      { shard: expect.any(String), attempts: 1 },
    ]);
  });

  it('--no-scatter refuses a read of all shards, and no change', async () => {
    await expect(run('select id from users')).rejects.toMatchObject({
      errno: 1105,
      message: expect.stringContaining('plan includes scatter'),
    });
    const people = await peopleApart();
    const name = unique('name');
    const update = `update users set name = '${name}' where id in ('${people.join("', '")}') or name = '${name}'`;
    await runSql(url(), `set transaction_mode = 'multi'; ${update}`);
    expect(await onShards(`select id from users where name = '${name}'`)).toHaveLength(2);
  });

  it('the sequences number rows of tables without AUTO_INCREMENT, which PlanetScale refuses', async () => {
    await run(
      'create table __authjs_migrations (id serial primary key, hash text not null, created_at bigint)',
    );
    const counted = `select table_name as name from information_schema.columns
      where table_schema = database() and extra like '%auto_increment%' order by name`;
    const tables = ['__authjs_migrations', 'accounts', 'authenticators', 'sessions'];
    expect(await onShards(counted)).toEqual([...tables, ...tables].map((name) => ({ name })));
    const statements = await codeUnder('sharding.md', 'On PlanetScale', 'sql');
    await runSql(url(), statements.join());
    expect(await onShards(counted)).toEqual([]);
    await expectServed(adapterOn(), newPerson());
    for (const hash of ['one', 'other'])
      await run(`insert into __authjs_migrations (hash, created_at) values ('${hash}', 1)`);
    const ids = (await onShards('select id from __authjs_migrations')).map(({ id }) => id);
    expect(new Set(ids).size).toBe(2);
  });
});
