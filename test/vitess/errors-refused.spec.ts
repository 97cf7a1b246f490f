import { type SQL, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { startVitess, type VitessServer } from '../../dev/vitess.ts';
import { clients, drivers, type OpenClient } from './clients.ts';
import { type Expected, expectFailure, HOSTILE, type Kind, send } from './failing.ts';
import { createPeople, keyspaces } from './people.ts';

const IDS = Array.from({ length: 12 }, (_, index) => index + 1);

/** A statement that a Vitess refuses, by a value that the statement holds. */
interface Refusal extends Expected {
  readonly what: string;
  readonly kind: Kind;
  readonly statement: (value: string) => SQL;
}

const refused = (reason: RegExp): Expected => ({ code: 'DATABASE', reason, tries: 1 });
let id = 1000;
const insert = (email: SQL | string, name: SQL | string, age: SQL | string | number = 1) =>
  sql`insert into people (id, email, name, age) values (${id++}, ${email}, ${name}, ${age})`;

const duplicate: Expected = { code: 'DUPLICATE', reason: /already has such a row/, tries: 1 };

const everywhere: readonly Refusal[] = [
  {
    ...{ what: 'a duplicate', kind: 'write', ...duplicate },
    statement: (value) => sql`insert into people (id, email, name) values (1, ${`${value}${id++}`}, 'x')`,
  },
  {
    ...{
      what: 'a text that is too long',
      kind: 'write',
      code: 'VALUE_TOO_LONG',
      reason: /too long/,
      tries: 1,
    },
    statement: (value) => insert(`${value}${id}`, `${value} and much more`),
  },
  {
    ...{
      what: 'a change that is too long',
      kind: 'write',
      code: 'VALUE_TOO_LONG',
      reason: /too long/,
      tries: 1,
    },
    statement: (value) => sql`update people set name = ${`${value} and much more`} where id = 1`,
  },
  {
    ...{
      what: 'a text for a number',
      kind: 'write',
      code: 'INVALID_ARGUMENT',
      reason: /: ER_TRUNCATED_WRONG_VALUE_FOR_FIELD$/,
      tries: 1,
    },
    statement: (value) => insert(`${value}${id}`, 'x', value),
  },
  {
    ...{ what: 'null', kind: 'write', ...refused(/: InvalidArgument\.$/) },
    statement: (value) => insert(`${value}${id}`, sql`null`),
  },
  {
    ...{ what: 'a change to null', kind: 'write', ...refused(/: InvalidArgument\.$/) },
    statement: (value) => sql`update people set name = null where id = 1 and name <> ${value}`,
  },
  {
    ...{
      what: 'no table',
      kind: 'write',
      ...refused(/: (ER_NO_SUCH_TABLE|TABLE_NOT_FOUND)\. Run the migrations/),
    },
    statement: (value) => sql`update people_gone set name = ${value} where id = 1`,
  },
  {
    ...{
      what: 'no table to read',
      kind: 'read',
      ...refused(/: (ER_NO_SUCH_TABLE|TABLE_NOT_FOUND)\. Run the migrations/),
    },
    statement: (value) => sql`select * from people_gone where id = 1 and name = ${value}`,
  },
  {
    ...{ what: 'no column', kind: 'write', ...refused(/: ER_BAD_FIELD_ERROR\. Run the migrations/) },
    statement: (value) =>
      sql`insert into people (id, email, nick) values (${id++}, ${`${value}${id}`}, ${value})`,
  },
  {
    ...{ what: 'no column to read', kind: 'read', ...refused(/: ER_BAD_FIELD_ERROR\. Run the migrations/) },
    statement: (value) => sql`select nick from people where id = 1 and name = ${value}`,
  },
  {
    ...{
      what: 'no column to change',
      kind: 'write',
      ...refused(/: ER_BAD_FIELD_ERROR\. Run the migrations/),
    },
    statement: (value) => sql`update people set nick = ${value} where id = 1`,
  },
  {
    ...{ what: 'a syntax error', kind: 'write', ...refused(/: SYNTAX_ERROR\.$/) },
    statement: (value) => sql`update people sett name = ${value}`,
  },
  {
    ...{ what: 'a syntax error to read', kind: 'read', ...refused(/: SYNTAX_ERROR\.$/) },
    statement: (value) => sql`select * from people where name = ${value} order`,
  },
];

const onOneShard: readonly Refusal[] = [
  {
    ...{ what: 'the same address', kind: 'write', ...duplicate },
    statement: (value) => insert(value, 'x'),
  },
  {
    ...{ what: 'more rows than it may return', kind: 'read', ...refused(/: Aborted\.$/) },
    statement: (value) => sql`select * from people where email <> ${`not ${value}`}`,
  },
  {
    ...{ what: 'more rows than it may change', kind: 'write', ...refused(/: Aborted\.$/) },
    statement: (value) => sql`update people set age = 5 where email <> ${`not ${value}`}`,
  },
];

const onTwoShards: readonly Refusal[] = [
  {
    ...{ what: 'null for what finds a row', kind: 'write', ...refused(/: VT03028\.$/) },
    statement: (value) => insert(sql`null`, value),
  },
  {
    ...{ what: 'a read of all shards', kind: 'read', ...refused(/: PLAN_INCLUDES_SCATTER\.$/) },
    statement: (value) => sql`select * from people where name = ${value}`,
  },
  {
    ...{ what: 'a write on all shards', kind: 'write', ...refused(/: MULTI_DB_TRANSACTION_ATTEMPTED\.$/) },
    statement: (value) => sql`update people set age = 1 where name <> ${value}`,
  },
  {
    ...{ what: 'a natural join', kind: 'read', ...refused(/: VT12001\.$/) },
    statement: (value) => sql`select * from people natural join pets where name = ${value}`,
  },
  {
    ...{ what: 'a change of the shard', kind: 'write', ...refused(/: VT12001\.$/) },
    statement: (value) => sql`update people set id = 100 where id = 1 and name = ${value}`,
  },
];

let server: VitessServer;
beforeAll(async () => {
  const options = [
    '--no-scatter',
    '--transaction-mode',
    'SINGLE',
    '--queryserver-config-max-result-size',
    '10',
  ];
  server = await startVitess({ keyspaces: [keyspaces.many], options });
  await createPeople(server.url, IDS);
  for (const { name } of Object.values(keyspaces)) {
    const { db, close } = await clients.mysql2(`${server.url}/${name}`);
    for (const value of HOSTILE) await send(db, 'write', insert(value, 'x'));
    await close();
  }
});
afterAll(() => server?.stop());

describe.each(drivers)('by %s', (driver) => {
  /** Connects to a keyspace until the test ends, with nothing left of what another test did to a connection. */
  async function open(keyspace: keyof typeof keyspaces): Promise<OpenClient> {
    const client = await clients[driver](`${server.url}/${keyspace}`);
    onTestFinished(() => client.close().then(() => {}));
    return client;
  }

  it.each([...everywhere, ...onOneShard])(
    'is told of $what on one shard',
    async ({ kind, statement, ...expected }) => {
      for (const value of HOSTILE) await expectFailure(await open('plain'), kind, statement(value), expected);
    },
  );

  it.each([...everywhere, ...onTwoShards])(
    'is told of $what on two shards',
    async ({ kind, statement, ...expected }) => {
      for (const value of HOSTILE) await expectFailure(await open('many'), kind, statement(value), expected);
    },
  );

  it('is told of the same address on two shards, unless it makes vtgate believe in a failed transaction', async () => {
    for (const value of HOSTILE) {
      const isMistaken = value.includes('VT15001');
      const notReady: Expected = {
        code: 'CONNECTION_LOST',
        reason: /not ready .*: VT09032\./,
        tries: 'several',
      };
      await expectFailure(await open('many'), 'write', insert(value, 'x'), isMistaken ? notReady : duplicate);
    }
  });

  it('goes on with a connection that a value made vtgate take for failed', async () => {
    const { db, statements } = await clients[driver](`${server.url}/plain`, 1);
    await expect(send(db, 'write', insert('VT15001: x', 'x'))).rejects.toMatchObject({ code: 'DUPLICATE' });
    const before = statements.length;
    expect(await send(db, 'write', sql`update people set age = 7 where id = 1`)).toBe(1);
    const update = expect.stringMatching(/^update people/);
    // Each request over HTTP is a session of its own.
    const again = driver === 'mysql2' ? ['rollback', update] : [];
    expect(statements.slice(before)).toEqual([update, ...again]);
  });

  it('is told in a transaction of its own that it may not write on two shards', async () => {
    const { db } = await open('many');
    const both = db.transaction(async (tx) => {
      for (const one of IDS) await send(tx, 'write', sql`update people set age = ${one} where id = ${one}`);
    });
    await expect(both).rejects.toMatchObject({
      code: 'DATABASE',
      message: expect.stringMatching(/MULTI_DB_TRANSACTION_ATTEMPTED/),
    });
  });
});
