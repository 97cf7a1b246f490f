import { expect, inject, onTestFinished } from 'vitest';
import { runSql } from '../../dev/mysql/run-sql.ts';
import { createDatabase } from '../../dev/mysql.ts';
import { startMySqlProxy } from '../../dev/mysql-proxy.ts';
import { startPlanetScale } from '../../dev/planetscale.ts';
import { basicSql } from '../backends/backend.ts';
import { startOAuthServer } from '../support/auth/oauth-server.ts';
import { closedPort } from '../support/databases/closed-port.ts';
import { query } from '../support/databases/query.ts';
import { outagesIn, rowsLeftIn, STEPS } from './expected.ts';
import type { Runtime } from './runtime.ts';
import { GRACE } from './suite/people.ts';

/** Runs the suite in a runtime, on a database of its own, and checks from here what it left. */
export async function testRuntime(runtime: Runtime): Promise<void> {
  const databaseUrl = await newDatabase();
  const server = await (runtime.driver === 'mysql2' ? mysqlInTrouble : planetScaleInTrouble)(databaseUrl);
  onTestFinished(() => server.close());
  const provider = await startOAuthServer();
  onTestFinished(() => provider.close());
  provider.signsIn(GRACE);

  const report = await runtime.run({
    DATABASE_URL: server.url,
    PROVIDER_URL: provider.url,
    UNREACHABLE_URL: await unreachable(server.url),
    TROUBLES: outagesIn(runtime)
      .map(({ name }) => name)
      .join(),
  });

  expect(report.marks).toEqual(runtime.marks);
  expect(report.steps).toEqual(STEPS);
  expect(report.outages).toEqual(outagesIn(runtime));
  expect(await rowsIn(databaseUrl)).toEqual(rowsLeftIn(runtime));
  const verbs = server.statements.map((statement) => statement.split(' ')[0]);
  expect(verbs).toEqual(expect.arrayContaining(['delete', 'insert', 'select', 'update']));
}

/** Returns the address with a port where nothing listens. */
async function unreachable(address: string): Promise<string> {
  const url = new URL(address);
  url.port = String(await closedPort());
  return url.href;
}

async function planetScaleInTrouble(databaseUrl: string) {
  const server = await startPlanetScale(databaseUrl);
  for (const [name, trouble] of Object.entries({ ...DROPS, ...PAGES }))
    for (const each of befallingEach(name)) server.inject({ ...trouble, ...each });
  return server;
}

async function mysqlInTrouble(databaseUrl: string) {
  const server = await startMySqlProxy(databaseUrl);
  for (const [name, trouble] of Object.entries(DROPS))
    for (const each of befallingEach(name)) server.inject({ ...trouble, ...each });
  return server;
}

const DROPS = {
  'dropped-before': { kind: 'drop', executed: false },
  'dropped-after': { kind: 'drop', executed: true },
} as const;

const PAGES = { cut: { kind: 'cut' }, page: { kind: 'html', status: 502 } } as const;

/** Picks the statements that a trouble affects, by the addresses that the suite names after it. */
const befallingEach = (name: string) => [
  // As often as it is tried, and once more by the runtime itself.
  { statement: new RegExp(`^select .*'${name}@`, 's'), times: 6 },
  { statement: new RegExp(`^select .*'${name}\\.briefly@`, 's'), times: 2 },
  // Once, to see whether a write is sent again.
  { statement: new RegExp(`^insert .*'${name}@`, 's') },
];

async function rowsIn(url: string) {
  const users = 'select email, name, email_verified is not null as isVerified from users order by email';
  const accounts = `select email, provider, provider_account_id as account
    from accounts left join users on users.id = user_id`;
  const sessions = 'select email from sessions left join users on users.id = user_id';
  return {
    users: await query(url, users),
    accounts: await query(url, accounts),
    sessions: await query(url, sessions),
    tokens: await query(url, 'select identifier from verification_tokens'),
  };
}

async function newDatabase(): Promise<string> {
  const database = await createDatabase(inject('servers').mysql ?? '');
  onTestFinished(() => database.drop());
  await runSql(database.url, await basicSql());
  return database.url;
}
