import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createConnection, createPool } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { close, listen } from '../../dev/command/listen.ts';
import { createDatabase, type DatabaseServer, startServer, type TemporaryDatabase } from '../../dev/mysql.ts';
import { sessionCookieName } from './cookies.ts';
import { createTables } from './node/create-tables.ts';
import { beginAtDemoId, FormVisitor, postForm } from './testing/form-visitor.ts';
import { type DemoProcess, runDemo } from './testing/run-demo.ts';
import { httpTests } from './testing/suites/http.ts';

// Several demos start at once, at 4 seconds of CPU each, beside the other test files.
const timeout = 120_000;

describe("the demo on somebody else's database", { timeout }, () => {
  let server: DatabaseServer;
  let database: TemporaryDatabase;
  let demo: DemoProcess;
  let site: string;

  beforeAll(async () => {
    server = await startServer();
    database = await createDatabase(server.url);
    demo = runDemo({ PORT: '0', DATABASE_URL: database.url });
    site = await demo.ready;
  });

  afterAll(async () => {
    await demo?.interrupt();
    await database?.drop();
    await server?.stop();
  });

  httpTests(() => site);

  it('has a provider that refuses forms on other sites, and names other than its own', async () => {
    const { origin } = await beginAtDemoId(site);
    for (const step of ['login', 'consent', 'cancel']) {
      const address = `${origin}/interaction/some/${step}`;
      expect((await postForm(address, { origin: 'http://127.0.0.1:1' })).status).toBe(403);
      const fields = { name: 'Ada', email: 'ada@example.com' };
      expect((await postForm(address, { origin, fields })).status).toBe(400); // no such log-in
    }
    const renamed = await fetch(`${origin.replace('127.0.0.1', 'localhost')}/style.css`);
    expect(renamed.status).toBe(421);
    for (const path of ['/interaction/some', '/auth']) {
      const { headers } = await fetch(origin + path);
      expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    }
  });

  it.concurrent('runs twice on the same database, says what it creates, and leaves it there', async () => {
    const second = runDemo({ PORT: '0', DATABASE_URL: database.url });
    await second.ready;
    const { code, stdout } = await second.interrupt();
    expect(code).toBe(0);
    expect(stdout).toMatch(
      new RegExp(
        `Creating in the database ${database.name}.*: users, accounts, sessions, verification_tokens, authenticators`,
      ),
    );
    expect((await fetch(`${site}/healthz`)).status).toBe(200);
  });

  it.concurrent('says that it is not healthy once the tables are gone', async () => {
    const other = await createDatabase(server.url);
    const short = runDemo({ PORT: '0', DATABASE_URL: other.url });
    const address = await short.ready;
    await other.drop();
    expect((await fetch(`${address}/healthz`)).status).toBe(503);
    expect((await fetch(`${address}/state`)).status).toBe(503);
    expect(await (await fetch(address)).text()).toContain('The database is not responding');
    const visitor = new FormVisitor(address);
    visitor.keepCookie(sessionCookieName(address), 'some');
    const deletion = await visitor.post('/account/delete');
    expect(deletion.status).toBe(503);
    expect(await deletion.text()).toContain('The database is not responding');
    await short.interrupt();
  });

  it.concurrent('logs once that the database fails, and again the next time', async () => {
    const other = await createDatabase(server.url);
    const failing = runDemo({ PORT: '0', DATABASE_URL: other.url });
    const address = await failing.ready;
    const connection = await createConnection(other.url);
    for (let outage = 0; outage < 2; outage += 1) {
      await connection.query('rename table users to hidden');
      for (let attempt = 0; attempt < 2; attempt += 1) expect((await fetch(address)).status).toBe(503);
      expect((await fetch(`${address}/style.css`)).status).toBe(200);
      expect((await fetch(`${address}/state`)).status).toBe(503);
      await connection.query('rename table hidden to users');
      expect((await fetch(address)).status).toBe(200);
    }
    await connection.end();
    const { stderr } = await failing.interrupt();
    expect(stderr.match(/users' doesn't exist/g)).toHaveLength(2);
    await other.drop();
  });

  it.concurrent('leaves alone rows that it did not make, unless it is allowed to use them', async () => {
    const other = await createDatabase(server.url);
    const pool = createPool(other.url);
    const said: string[] = [];
    const settings = { name: other.name, mayUseExisting: false, say: (line: string) => said.push(line) };
    await createTables(pool, settings);
    await pool.query('drop table __authjs_demo_migrations');
    await createTables(pool, settings);
    expect(said.at(-1)).toContain('Nothing is created.');

    for (const [table, column, type] of [
      ['sessions', 'ip_address', 'varchar(45)'],
      ['users', 'password_hash', 'varchar(255)'],
      ['verification_tokens', 'code', 'char(64)'],
    ]) {
      await pool.query(`alter table ${table} drop column ${column}`);
      await expect(createTables(pool, settings)).rejects.toThrow(`got none named ${table}.${column};`);
      await pool.query(`alter table ${table} add column ${column} ${type}`);
    }

    await pool.query(
      "insert into users (id, email, created_at, updated_at) values ('somebody', 'real@example.com', now(), now())",
    );
    await pool.end();
    await expectRefusal({ PORT: '0', DATABASE_URL: other.url }, 'got rows in users: ');
    const allowed = runDemo({ PORT: '0', DATABASE_URL: other.url, DEMO_USE_EXISTING: '1' });
    expect(await (await fetch(await allowed.ready)).text()).toContain('real@example.com');
    await allowed.interrupt();
    await other.drop();
  });

  it.concurrent('takes another port when the usual one is taken, and says so', async () => {
    const other = createServer();
    await listen(other, 3000).catch(() => {}); // just as good if it is already taken
    const demoElsewhere = runDemo({ PORT: undefined, DATABASE_URL: database.url });
    expect(await demoElsewhere.ready).not.toContain(':3000');
    expect((await demoElsewhere.interrupt()).stdout).toContain('Port 3000 is taken');
    if (other.listening) await close(other);
  });
});

describe.skipIf(process.env.DATABASE_URL)('the demo on a server of its own', { timeout }, () => {
  it('is gone with all its data after Ctrl-C', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'authjs-demo-'));
    const demo = runDemo({ PORT: '0', TMPDIR: folder });
    const site = await demo.ready;
    expect(await foldersOfServers(folder)).toHaveLength(1);
    expect((await demo.interrupt()).code).toBe(0);
    expect(await foldersOfServers(folder)).toEqual([]);
    await expect(fetch(site)).rejects.toThrow('fetch failed');
    await rm(folder, { recursive: true });
  });

  async function foldersOfServers(folder: string): Promise<string[]> {
    return (await readdir(folder)).filter((name) => name.startsWith('authjs-mysql-'));
  }
});

describe('the demo that cannot start', { timeout }, () => {
  const refusals = [
    { why: 'a port that is not a number', set: { PORT: 'eighty' }, says: 'from 0 to 65535, got "eighty"' },
    {
      why: 'a URL of another database',
      set: { DATABASE_URL: 'postgres://u:hush@h/d' },
      says: 'got postgres://',
    },
    {
      why: 'nothing at the URL',
      set: { DATABASE_URL: 'mysql://u:hush@127.0.0.1:1/d' },
      says: 'got ECONNREFUSED',
    },
  ];

  it.concurrent.for(refusals)('says why in one line: $why', async ({ set, says }) => {
    await expectRefusal({ PORT: '0', ...set }, says);
  });

  it.concurrent('says why in one line: a port that is taken', async () => {
    const other = createServer();
    const port = await listen(other, 0);
    await expectRefusal({ PORT: String(port) }, `got ${port}, which another program is listening on`);
    await close(other);
  });
});

async function expectRefusal(variables: Record<string, string>, says: string): Promise<void> {
  const { code, stdout, stderr } = await runDemo(variables).ended;
  expect(stderr).toContain(says);
  expect(stderr.trim().split('\n')).toHaveLength(1);
  expect(stderr).not.toContain('hush');
  expect([code, stdout]).toEqual([1, '']);
}
