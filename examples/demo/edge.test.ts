import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { platform, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createConnection } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { close, listen } from '../../dev/command/listen.ts';
import { createDatabase, type TemporaryDatabase } from '../../dev/mysql.ts';
import { descendant } from './testing/descendant.ts';
import { mysqlForTests } from './testing/find-mysql.ts';
import { type DemoProcess, runDemo } from './testing/run-demo.ts';
import { httpTests } from './testing/suites/http.ts';

// Several demos start at once, as in server.test.ts, which may run beside this file.
const timeout = 120_000;

const runAtEdge = (variables: Record<string, string | undefined>) =>
  runDemo({ PORT: '0', ...variables }, 'edge.ts');

const newDatabase = () => createDatabase(mysqlForTests ?? '');

describe.skipIf(!mysqlForTests)('the demo at the edge', { timeout }, () => {
  let database: TemporaryDatabase;
  let demo: DemoProcess;
  let site: string;

  beforeAll(async () => {
    database = await newDatabase();
    demo = runAtEdge({ DATABASE_URL: database.url });
    site = await demo.ready;
  });

  afterAll(async () => {
    await demo?.interrupt();
    await database?.drop();
  });

  httpTests(() => site);

  it('says on the page that it runs in workerd, as the runtime itself says', async () => {
    const page = await (await fetch(site)).text();
    expect(page).toMatch(
      /in\s+(MySQL|MariaDB) [\d.]+\S* through PlanetScale&#39;s HTTP driver, in workerd\./,
    );
  });

  it.concurrent('logs once that the database fails, without the failed statement', async () => {
    const other = await newDatabase();
    const failing = runAtEdge({ DATABASE_URL: other.url });
    const address = await failing.ready;
    const connection = await createConnection(other.url);
    for (let outage = 0; outage < 2; outage += 1) {
      await connection.query('rename table users to hidden');
      for (let attempt = 0; attempt < 2; attempt += 1) expect((await fetch(address)).status).toBe(503);
      expect((await fetch(`${address}/healthz`)).status).toBe(503);
      expect(await (await fetch(address)).text()).toContain('The database is not responding');
      await connection.query('rename table hidden to users');
      expect((await fetch(address)).status).toBe(200);
    }
    await connection.end();
    const { code, stderr } = await failing.interrupt();
    expect(code).toBe(0);
    expect(stderr.match(/users' doesn't exist/g)).toHaveLength(2);
    expect(stderr).not.toMatch(/select|Sql:/);
    await other.drop();
  });

  it.concurrent('takes another port when the usual one is taken, and says so', async () => {
    const other = createServer();
    await listen(other, 3000).catch(() => {}); // just as good if it is already taken
    const demoElsewhere = runAtEdge({ PORT: undefined, DATABASE_URL: database.url });
    expect(await demoElsewhere.ready).not.toContain(':3000');
    expect((await demoElsewhere.interrupt()).stdout).toContain('Port 3000 is taken');
    if (other.listening) await close(other);
  });

  it.concurrent('says why in one line when PORT is taken, or nothing answers at the URL', async () => {
    const { port } = new URL(site);
    for (const [set, says] of [
      [{ PORT: port }, `got ${port}, which another program is listening on`],
      [{ DATABASE_URL: 'mysql://u:hush@127.0.0.1:1/d' }, 'got ECONNREFUSED'],
    ] as const) {
      const { code, stdout, stderr } = await runAtEdge(set).ended;
      expect(stderr).toContain(says);
      expect(stderr).not.toContain('hush');
      expect(stderr.trim().split('\n')).toHaveLength(1);
      expect([code, stdout]).toEqual([1, '']);
    }
  });

  it.skipIf(platform() !== 'linux')('ends when workerd does, since nothing else answers', async () => {
    const short = runAtEdge({ DATABASE_URL: database.url });
    const address = await short.ready;
    const workerd = (await descendant(short.pid, 'workerd')) ?? Number.NaN;
    process.kill(workerd, 'SIGKILL');
    const { code, stderr } = await short.ended;
    expect([code, stderr.trim()]).toEqual([
      1,
      'Expected workerd to run until Ctrl-C, but it ended by itself with SIGKILL.',
    ]);
    await expect(fetch(address)).rejects.toThrow('fetch failed');
  });
});

describe.skipIf(!mysqlForTests || process.env.DATABASE_URL)(
  'the demo at the edge on a server of its own',
  { timeout },
  () => {
    it('is gone with all its data after Ctrl-C', async () => {
      const folder = await mkdtemp(join(tmpdir(), 'authjs-demo-'));
      onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 10 }));
      const demo = runAtEdge({ TMPDIR: folder });
      const site = await demo.ready;
      const ours = async () => (await readdir(folder)).filter((name) => name.startsWith('authjs-'));
      expect(await ours()).toEqual([expect.stringContaining('authjs-mysql-')]);
      expect((await demo.interrupt()).code).toBe(0);
      expect(await ours()).toEqual([]);
      await expect(fetch(site)).rejects.toThrow('fetch failed');
    });
  },
);
