import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { askServer } from '../../dev/mysql/ask-server.ts';
import { startVitess, type VitessServer } from '../../dev/vitess.ts';
import { root } from '../support/databases/drizzle-kit.ts';
import { query } from '../support/databases/query.ts';

describe('a Vitess with two shards', () => {
  let server: VitessServer;
  beforeAll(async () => {
    server = await startVitess({ shards: 2, options: ['--no-scatter', '--transaction-mode', 'SINGLE'] });
  });
  afterAll(() => server?.stop());

  it('is a Vitess, and says which', () => {
    expect(server).toMatchObject({ kind: 'vitess', external: false });
    expect(server.version).toMatch(/^24\./);
  });

  it('serves a keyspace of one shard, one of two, and one for sequences', async () => {
    const shards = await query(server.url, 'show vitess_shards');
    const names = shards.map(({ Shards }) => Shards).sort();
    expect(names).toEqual(['plain/0', 'sequences/0', 'sharded/-80', 'sharded/80-']);
  });

  it('keeps rows that are written', async () => {
    const url = `${server.url}/plain`;
    await query(url, 'create table people (id int primary key, name varchar(9))');
    await query(url, "insert into people values (1, 'Ada')");
    expect(await query(url, 'select * from people')).toEqual([{ id: 1, name: 'Ada' }]);
    const beneath = await query(`${server.beneath}/vt_plain_0`, 'select name from people');
    expect(beneath).toEqual([{ name: 'Ada' }]);
  });

  it('creates another keyspace of one shard on demand', async () => {
    await query(server.url, 'create database another');
    const shards = await query(server.url, 'show vitess_shards');
    expect(shards.map(({ Shards }) => Shards)).toContain('another/0');
  });

  it('passes options on to vtcombo', async () => {
    const url = `${server.url}/sharded`;
    await query(url, 'create table people (id int primary key, name varchar(9))');
    await query(url, 'alter vschema on sharded.people add vindex xxhash(id) using xxhash');
    const scatter = query(url, 'select * from people');
    await expect(scatter).rejects.toMatchObject({
      errno: 1105,
      message: expect.stringContaining('plan includes scatter'),
    });
  });
});

it('leaves no process and no folder when it is stopped', async () => {
  const server = await startVitess();
  const { dataFolder } = await askServer(server.beneath ?? '');
  expect(existsSync(dataFolder)).toBe(true);
  await server.stop();
  await server.stop();
  expect(existsSync(dataFolder)).toBe(false);
  for (const url of [server.url, server.beneath ?? ''])
    await expect(askServer(url, 2_000)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
});

it('tries other ports where one is taken, and says so in the end', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  onTestFinished(() => void other.close());
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  await expect(startVitess({ options: ['--grpc-port', `${port}`] })).rejects.toThrow(
    'vtcombo lost its ports to other programs, 3 times in a row',
  );
});

it('ends with the process that started it, however that ends', async () => {
  const child = spawn(process.execPath, ['--import', 'tsx', 'dev/vitess/cli.ts'], { cwd: root });
  onTestFinished(() => void child.kill('SIGKILL'));
  const beneath = await beneathOf(child.stderr);
  const [url = ''] = (await once(createInterface({ input: child.stdout }), 'line')) as string[];
  const { dataFolder } = await askServer(beneath);
  await expect(query(url, 'select 1')).resolves.toHaveLength(1);
  child.kill('SIGKILL');
  const within = { timeout: 30_000, interval: 200 };
  await expect.poll(() => existsSync(dataFolder), within).toBe(false);
  for (const gone of [url, beneath])
    await expect(askServer(gone, 2_000)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
});

/** Waits for the line that names the MySQL beneath, and returns its URL. */
async function beneathOf(stderr: Readable): Promise<string> {
  for await (const line of createInterface({ input: stderr })) {
    const [url] = /mysql:[^ ]+\d(?=:$)/.exec(line) ?? [];
    if (url) return url;
  }
  throw new Error('Expected a line that names the MySQL beneath, got none.');
}

it('uses a Vitess that is running, and leaves it alone', async () => {
  const server = await startVitess();
  try {
    vi.stubEnv('VITESS_URL', server.url);
    const other = await startVitess();
    expect(other).toMatchObject({ url: server.url, external: true, version: server.version });
    await other.stop();
    await expect(query(`${server.url}/plain`, 'select 1')).resolves.toHaveLength(1);
    vi.stubEnv('VITESS_URL', server.beneath);
    await expect(startVitess()).rejects.toThrow('Expected a Vitess to answer at VITESS_URL: it is another');
  } finally {
    vi.unstubAllEnvs();
    await server.stop();
  }
});
