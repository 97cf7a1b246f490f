import { drizzle } from 'drizzle-orm/mysql2';
import { createPool } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { runSql } from '../../dev/mysql/run-sql.ts';
import { startServer } from '../../dev/mysql.ts';
import type { VitessServer } from '../../dev/vitess.ts';
import { checkCommand } from '../../src/command/check.ts';
import { MySqlAdapter } from '../../src/mysql2.ts';
import * as production from '../../src/schema/production.ts';
import { applyMigrations } from '../support/databases/apply-migrations.ts';
import { createKeyspace } from './one-shard-keyspaces.ts';
import { makeProductionTables, STRICT, shardsOf, startSharded } from './sharded-keyspaces.ts';

/** Returns the codes of what the command finds in a keyspace, each with its table and how many rows it is about. */
async function findIn(url: string, tablesName = 'production') {
  const pool = createPool(url);
  onTestFinished(() => pool.end());
  let text = '';
  await checkCommand({
    db: drizzle({ client: pool }),
    tables: production,
    adapter: MySqlAdapter(pool, { tables: production }),
    tablesName,
    isJson: true,
    signal: new AbortController().signal,
    terminal: {
      env: { DATABASE_URL: 'mysql://db.example.com/site' },
      stdout: { write: (part) => (text += part) },
      stderr: process.stderr,
    },
  });
  const { server, findings } = JSON.parse(text);
  expect(server).toMatch(/^Vitess/);
  return findings.map(({ code, table, count }: Record<string, unknown>) =>
    [code, table, count].filter((each) => each !== undefined).join(' '),
  );
}

const people = Array.from({ length: 20 }, (_, index) => `person${index}`);

/** Makes people on all shards, of whom none has a way in, half have a passkey without its account, and half the other way round. */
async function fill(url: string): Promise<void> {
  const pool = createPool(url);
  try {
    for (const [index, id] of people.entries()) {
      await pool.query('insert into users (id, email, created_at, updated_at) values (?, ?, now(), now())', [
        id,
        `${id}@example.com`,
      ]);
      const isOdd = index % 2 === 1;
      if (isOdd)
        await pool.query(
          `insert into accounts (user_id, type, provider, provider_account_id, created_at, updated_at)
            values (?, 'webauthn', 'passkey', ?, now(), now())`,
          [id, `${id}==`],
        );
      else
        await pool.query(
          `insert into sessions (user_id, expires, session_token, created_at, updated_at)
            values (?, '2030-01-01', ?, now(), now())`,
          [index % 4 === 0 ? id : `gone${index}`, index === 0 ? 'sha256$x' : `token${index}`],
        );
    }
  } finally {
    await pool.end();
  }
}

/** What is found of these rows. */
const OF_ROWS = [
  'passkey-accounts-without-passkey accounts 10',
  'rows-without-user sessions 5',
  'users-without-way-in users 10',
  'session-tokens-partly-hashed sessions 9',
];

describe('check on a Vitess of one shard', () => {
  let server: VitessServer;
  beforeAll(async () => {
    server = await startServer({ kind: 'vitess' });
  });
  afterAll(() => server?.stop());

  it('finds nothing in sound tables, and what is wrong with others and their rows', async () => {
    const url = await createKeyspace(server);
    await applyMigrations(url);
    expect(await findIn(url)).toEqual([]);
    await fill(url);
    expect(await findIn(url)).toEqual(OF_ROWS);
    await runSql(url, 'alter table users drop index email');
    await runSql(url, 'alter table sessions modify user_id varchar(10) not null');
    await runSql(
      url,
      'alter table accounts add constraint of_my_own foreign key (user_id) references users (id)',
    );
    const found = await findIn(url);
    expect(found).toEqual(
      expect.arrayContaining([
        'column-too-narrow sessions',
        'unique-key-missing users',
        'foreign-key-on-vitess accounts 1',
        'foreign-key-on-vitess users 1',
      ]),
    );
    expect(found.filter((line: string) => line.startsWith('check-failed'))).toEqual([]);
  });
});

describe.each([
  ['that refuses what reaches both unasked', STRICT],
  ['that allows it', []],
])('check on a Vitess of two shards %s', (_name, flags) => {
  let server: VitessServer;
  const url = () => `${server.url}/site`;
  beforeAll(async () => {
    server = await startSharded(['site'], flags);
    await makeProductionTables(url());
  });
  afterAll(() => server?.stop());

  it('finds nothing in sound tables, and what is wrong with the rows of all shards', async () => {
    expect(await findIn(url())).toEqual([]);
    await fill(url());
    expect(await findIn(url())).toEqual(OF_ROWS);
    for (const shard of shardsOf(server, 'site')) await runSql(shard, 'alter table users drop index email');
    expect(await findIn(url())).toEqual(['unique-key-missing users', ...OF_ROWS]);
  });
});
