import { Client } from '@planetscale/database';
import { drizzle, type MySql2Database } from 'drizzle-orm/mysql2';
import { createPool } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, inject, it, onTestFinished } from 'vitest';
import { createDatabase, type ServerKind } from '../../dev/mysql.ts';
import { startPlanetScale } from '../../dev/planetscale.ts';
import { MySqlAdapter } from '../../src/mysql2.ts';
import { MySqlAdapter as MySqlAdapterOnPlanetScale } from '../../src/planetscale.ts';
import * as schema from '../../src/schema/index.ts';
import { type Adapter, createTables } from '../backends/backend.ts';
import { query } from '../support/databases/query.ts';
import { newAccount, newUser, signIn, uniqueEmail } from '../support/rows/samples.ts';
import { type OwnServer, startOwnServer } from './own-server.ts';
import { startWorker, type Worker } from './worker.ts';

/** Options that drop the warnings of sign-ups that could not be undone. */
const QUIET = { logger: { warn() {} } };

const kinds = Object.keys(inject('servers')) as ServerKind[];

describe.each(kinds)('a %s server that goes away and comes back', { timeout: 120_000 }, (kind) => {
  let server: OwnServer;
  beforeAll(async () => {
    server = await startOwnServer(kind);
  });
  afterAll(() => server?.remove());

  it.each([
    ['shut down', () => server.shutDown()],
    ['killed', () => server.crash()],
  ] as const)(
    'when it is %s, signs nobody out and keeps what was said of every write',
    async (_name, end) => {
      const { adapters, db } = await open();
      const readers = await Promise.all(adapters.map(sessionReader));
      const workers = {
        read: readers.map(({ read }) => startWorker(() => read().catch(codeIn))),
        created: adapters.map((adapter) => startWorker(() => createPerson(adapter))),
        deleted: adapters.map((adapter) => startWorker(() => deletePerson(adapter))),
      };
      const all: Worker<unknown>[] = Object.values(workers).flat();
      const haveDone = (times: number) => Promise.all(all.map((worker) => worker.hasDone(times)));
      await haveDone(2);
      await end();
      await haveDone(2);
      await server.start();
      await haveDone(2);
      const [read, created, deleted] = [
        await outcomesOf(workers.read),
        await outcomesOf(workers.created),
        await outcomesOf(workers.deleted),
      ];

      const sessions = readers.map(({ found }) => found);
      expect(read.filter((outcome) => outcome !== 'CONNECTION_LOST')).toEqual(
        expect.arrayContaining(sessions),
      );
      for (const outcome of read) expect(['CONNECTION_LOST', ...sessions]).toContainEqual(outcome);
      expect(read).toContain('CONNECTION_LOST');

      const { emails, rowsOf } = await readAll(db);
      const isWhole = (code: string, rows: number, all: number) =>
        rows === (code === 'none' ? all : 0) || (code === 'OUTCOME_UNKNOWN' && rows === all);
      const wrong = [
        ...created.filter(({ email, code }) => !isWhole(code, emails.has(email) ? 1 : 0, 1)),
        ...deleted.filter((each) => each && !isWhole(each.code, 3 - rowsOf(each.id), 3)),
      ];
      expect(wrong).toEqual([]);
      const codes = [...created, ...deleted].map((each) => each?.code ?? 'none');
      for (const code of codes) expect(['none', 'CONNECTION_LOST', 'OUTCOME_UNKNOWN']).toContain(code);
      expect(codes).toEqual(expect.arrayContaining(['none', 'CONNECTION_LOST']));

      // The adapters and their pools are the same as before.
      for (const { found, read } of readers) expect(await read()).toEqual(found);
    },
  );

  /** Makes a database on the server, with an adapter for every driver. */
  async function open() {
    // Reset by every restart. What is committed must survive a crash, too.
    await query(server.url, 'set global innodb_flush_log_at_trx_commit = 1');
    const { url } = await createDatabase(server.url);
    await createTables(url, {});
    const [pool, direct] = [createPool(url), createPool(url)];
    onTestFinished(() => Promise.all([pool.end(), direct.end()]).then(() => {}));
    const adapters: Adapter[] = [MySqlAdapter(pool, QUIET)];
    if (kind === 'mysql') {
      const planetscale = await startPlanetScale(url);
      onTestFinished(() => planetscale.close());
      adapters.push(MySqlAdapterOnPlanetScale(new Client({ url: planetscale.url }), QUIET));
    }
    return { adapters, db: drizzle({ client: direct }) };
  }
});

/** Signs somebody in, and returns how to find their session, and the session. */
async function sessionReader(adapter: Adapter) {
  const { sessionToken } = await signIn(adapter);
  const read = () => adapter.getSessionAndUser(sessionToken);
  return { read, found: await read() };
}

async function createPerson(adapter: Adapter) {
  const email = uniqueEmail();
  return { email, code: await codeOf(adapter.createUser(newUser({ email }))) };
}

/** Deletes a new user with a session and an account; returns undefined if they could not be made. */
async function deletePerson(adapter: Adapter) {
  let id: string;
  try {
    ({ userId: id } = await signIn(adapter));
    await adapter.linkAccount(newAccount(id));
  } catch {
    return undefined;
  }
  return { id, code: await codeOf(adapter.deleteUser(id)) };
}

async function readAll(db: MySql2Database) {
  const users = await db.select({ id: schema.users.id, email: schema.users.email }).from(schema.users);
  const sessions = await db.select({ id: schema.sessions.userId }).from(schema.sessions);
  const accounts = await db.select({ id: schema.accounts.userId }).from(schema.accounts);
  const ids = [...users, ...sessions, ...accounts].map(({ id }) => String(id));
  const counts = new Map<string, number>();
  for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1);
  return { emails: new Set(users.map(({ email }) => email)), rowsOf: (id: string) => counts.get(id) ?? 0 };
}

const codeIn = ({ code }: { code?: string }) => String(code);
const codeOf = (work: Promise<unknown>) => work.then(() => 'none', codeIn);

async function outcomesOf<Outcome>(workers: readonly Worker<Outcome>[]): Promise<Outcome[]> {
  return (await Promise.all(workers.map((worker) => worker.stop()))).flat();
}
