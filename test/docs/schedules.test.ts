import { readFile } from 'node:fs/promises';
import { createPool, type Pool } from 'mysql2/promise';
import { describe, expect, inject, it, onTestFinished } from 'vitest';
import { bundleForEdge, startWorkerd } from '../../dev/edge.ts';
import { runSql } from '../../dev/mysql/run-sql.ts';
import { startPlanetScale } from '../../dev/planetscale.ts';
import { MySqlAdapter } from '../../src/mysql2.ts';
import * as tables from '../../src/schema/production.ts';
import { applyMigrations } from '../support/databases/apply-migrations.ts';
import { newDatabase, rowsOf, servers } from '../support/databases/new-database.ts';
import { importCode } from '../support/pages/import-code.ts';
import { anHourAgo, inAnHour, newUser, signIn } from '../support/rows/samples.ts';

const page = await readFile(new URL('../../docs/operation.md', import.meta.url), 'utf8');
const example = (path: string) => readFile(new URL(`../../examples/${path}`, import.meta.url), 'utf8');

const SECRET = 'a secret of the test';

/** Adds 22,500 sessions that are over. */
const MANY_EXPIRED = `
  insert into sessions (user_id, session_token, expires, created_at, updated_at)
  with recursive numbers (n) as (select 1 union all select n + 1 from numbers where n < 150)
  select 'x', concat(a.n, '-', b.n), '2026-01-01', '2026-01-01', '2026-01-01' from numbers a, numbers b
`;

/** Makes a database with a session that is over and one that is not, and returns what is left of them. */
async function openDatabase(server: (typeof servers)[number]) {
  const url = await newDatabase(server);
  await applyMigrations(url);
  const pool = createPool(url);
  onTestFinished(() => pool.end());
  const adapter = MySqlAdapter(pool, { tables });
  const { id } = await adapter.createUser(newUser());
  const [over, live] = [await signIn(adapter, id, anHourAgo()), await signIn(adapter, id, inAnHour())];
  const left = async () =>
    (await rowsOf<{ session_token: string }>(url, 'select session_token from sessions order by id')).map(
      ({ session_token }) => session_token,
    );
  const [both, one] = [[over.sessionToken, live.sessionToken], [live.sessionToken]];
  expect(await left()).toEqual(both);
  return { url, left, both, one };
}

describe.each(servers)('the route that prunes, called as a module, on %s', (server) => {
  async function openRoute() {
    const database = await openDatabase(server);
    const code = await example('next/app/api/cron/prune/route.ts');
    const own = `
      import { createPool } from 'mysql2/promise';
      import { MySqlAdapter } from 'authjs-drizzle-mysql/mysql2';
      import * as tables from 'authjs-drizzle-mysql/schema/production';
      export const pool = createPool(process.env.DATABASE_URL ?? '');
      const adapter = MySqlAdapter(pool, { tables });
    `;
    const { GET, pool } = await importCode<{
      readonly GET: (request: Request) => Promise<Response>;
      readonly pool: Pool;
    }>(code.replace("import { adapter } from '@/auth';", own), database.url);
    onTestFinished(() => pool.end());
    onTestFinished(() => {
      delete process.env.CRON_SECRET;
    });
    const call = (authorization?: string) =>
      GET(new Request('http://app.test/api/cron/prune', { headers: authorization ? { authorization } : {} }));
    return { ...database, call };
  }

  it('deletes for whoever knows the secret', async () => {
    const { left, one, call } = await openRoute();
    process.env.CRON_SECRET = SECRET;
    const answer = await call(`Bearer ${SECRET}`);
    expect([answer.status, await answer.json()]).toEqual([
      200,
      { sessions: 1, verificationTokens: 0, done: true },
    ]);
    expect(await left()).toEqual(one);
  });

  it.each([
    ['no header', SECRET, undefined],
    ['another secret', SECRET, 'Bearer another secret'],
    ['a secret that begins alike', SECRET, `Bearer ${SECRET.slice(0, -1)}`],
    ['the secret alone', SECRET, SECRET],
    ['an empty secret', SECRET, 'Bearer '],
    ['a site without a secret', undefined, 'Bearer undefined'],
    ['a site with an empty one', '', 'Bearer '],
  ])('is closed to everybody else: %s', async (_name, secret, authorization) => {
    const { left, both, call } = await openRoute();
    if (secret !== undefined) process.env.CRON_SECRET = secret;
    const answer = await call(authorization);
    expect([answer.status, await answer.text()]).toEqual([401, '']);
    expect(await left()).toEqual(both);
  });
});

describe.skipIf(!inject('servers').mysql)('the scheduled worker, in workerd', { timeout: 120_000 }, () => {
  async function openWorker() {
    const database = await openDatabase('mysql');
    const planetscale = await startPlanetScale(database.url);
    onTestFinished(() => planetscale.close());
    const script = await bundleForEdge(new URL('scheduled.ts', import.meta.url));
    const workerd = await startWorkerd({ script, env: { DATABASE_HTTP_URL: planetscale.url } });
    onTestFinished(() => workerd.stop());
    /** Runs it once, and returns how many requests it took. */
    const run = async () => {
      const before = planetscale.requests.length;
      expect((await fetch(workerd.url)).status).toBe(200);
      return planetscale.requests.length - before;
    };
    return { ...database, run };
  }

  it('deletes what is over, over HTTP', async () => {
    const { left, one, run } = await openWorker();
    await run();
    expect(await left()).toEqual(one);
  });

  it('stays within 50 requests, and goes on the next time', async () => {
    const { url, left, one, run } = await openWorker();
    await runSql(url, MANY_EXPIRED);
    expect(await run()).toBeLessThanOrEqual(50);
    expect((await left()).length).toBeGreaterThan(1);
    expect(await run()).toBeLessThanOrEqual(50);
    expect(await left()).toEqual(one);
  });
});

describe('the schedules of the page', () => {
  it('are called in the worker that is started as the example is', async () => {
    const { scripts } = JSON.parse(await example('hono-workers/package.json'));
    expect(page).toContain(`\`${scripts.dev}\``);
    const hono = await readFile(new URL('../../docs/hono.md', import.meta.url), 'utf8');
    const started = [...hono.matchAll(/`npx (wrangler dev.*?)`/g)].map(([, command]) => command);
    expect(started).toEqual([scripts.dev]);
  });

  it('are those of the examples', async () => {
    const vercel = JSON.parse(await example('next/vercel.json'));
    expect(page).toContain(`\`"crons": [{ "path": "/api/cron/prune", "schedule": "17 3 * * *" }]\``);
    expect(vercel.crons).toEqual([{ path: '/api/cron/prune', schedule: '17 3 * * *' }]);
    expect(await example('hono-workers/wrangler.jsonc')).toContain(
      /`("triggers": .*?)` in `wrangler.jsonc`/.exec(page)?.[1] ?? 'no schedule on the page',
    );
  });
});
