import { createServer } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDatabase, type DatabaseServer, startServer, type TemporaryDatabase } from '../../dev/mysql.ts';
import { close, listen } from './node/listen.ts';
import { type DemoProcess, runDemo } from './testing/run-demo.ts';

describe('the demo on a database of somebody else', () => {
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

  it('says that it is healthy', async () => {
    const answer = await fetch(`${site}/healthz`);
    expect([answer.status, await answer.text()]).toEqual([200, 'ok']);
  });

  it('refuses what a form on another site sends', async () => {
    for (const path of ['/sign-out-everywhere', '/delete-account']) {
      expect((await post(path, 'http://127.0.0.1:1')).status).toBe(403);
    }
  });

  it('does nothing for somebody who is not signed in', async () => {
    for (const path of ['/sign-out-everywhere', '/delete-account']) {
      const answer = await post(path, site);
      expect([answer.status, answer.headers.get('location')]).toEqual([303, '/?error=SessionRequired']);
    }
  });

  it('sends other names of this machine to its one address', async () => {
    const answer = await fetch(`${site.replace('127.0.0.1', 'localhost')}/?a=1`, { redirect: 'manual' });
    expect([answer.status, answer.headers.get('location')]).toEqual([302, `${site}/?a=1`]);
  });

  it.concurrent('runs twice on the same database, says what it creates, and leaves it there', async () => {
    const second = runDemo({ PORT: '0', DATABASE_URL: database.url });
    await second.ready;
    const { code, stdout } = await second.interrupt();
    expect(code).toBe(0);
    expect(stdout).toMatch(
      new RegExp(
        `Creating in the database ${database.name}.*: users, accounts, sessions, verification_tokens`,
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
    expect(await (await fetch(address)).text()).toContain('The database does not answer');
    await short.interrupt();
  });

  it.concurrent('takes another port when the usual one is taken, and says so', async () => {
    const other = createServer();
    await listen(other, 3000).catch(() => {}); // taken already is as good
    const demoElsewhere = runDemo({ PORT: undefined, DATABASE_URL: database.url });
    expect(await demoElsewhere.ready).not.toContain(':3000');
    expect((await demoElsewhere.interrupt()).stdout).toContain('Port 3000 is taken');
    if (other.listening) await close(other);
  });

  function post(path: string, origin: string): Promise<Response> {
    const headers = { origin, 'content-type': 'application/x-www-form-urlencoded' };
    return fetch(`${site}${path}`, { method: 'POST', headers, redirect: 'manual' });
  }
});

describe('the demo that cannot start', () => {
  const refusals = [
    { why: 'a port that is no number', set: { PORT: 'eighty' }, says: 'from 0 to 65535, got "eighty"' },
    {
      why: 'a URL of another database',
      set: { DATABASE_URL: 'postgres://u:hush@h/d' },
      says: 'got postgres://',
    },
    {
      why: 'nobody at the URL',
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
    await expectRefusal({ PORT: String(port) }, `got ${port}, which another program listens on`);
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
