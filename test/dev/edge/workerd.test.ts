import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { createServer } from 'node:http';
import { platform } from 'node:os';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test, vi } from 'vitest';
import { close, listen } from '../../../dev/command/listen.ts';
import { startWorkerd, type WorkerdOptions } from '../../../dev/edge.ts';
import { errorOf } from '../mysql/error-of.ts';
import { exitOf, firstLine, spawnScript } from '../mysql/spawned-script.ts';
import { temporaryFolder } from '../mysql/temporary-folder.ts';

async function start(options: WorkerdOptions) {
  const workerd = await startWorkerd(options);
  onTestFinished(() => workerd.stop());
  return workerd;
}

const ECHO = 'export default { fetch: (request, env) => Response.json(env) };';

test('passes text and JSON to the worker unchanged', async () => {
  const env = {
    TEXT: 'a"b\\c\n\u0000\u0085ü😀$&',
    JSON: { list: [1, null, '"\\x00'], 'odd name': true },
  };
  const { url } = await start({ script: ECHO, env });
  expect(await (await fetch(url)).json()).toEqual(env);
});

test('runs without Node, and reaches this machine', async () => {
  const script = `export default { async fetch(request, env) {
    const import_ = await import('node:fs').catch(String);
    return Response.json([typeof process, navigator.userAgent, import_, await (await fetch(env.LOCAL)).text()]);
  } };`;
  const local = createServer((_, response) => response.end('local'));
  onTestFinished(() => close(local));
  const { url } = await start({ script, env: { LOCAL: `http://127.0.0.1:${await listen(local, 0)}` } });
  const answer = await (await fetch(url)).json();
  expect(answer).toEqual(['undefined', 'Cloudflare-Workers', 'Error: No such module "node:fs".', 'local']);
});

test('refuses in one line a port that another program is listening on', async () => {
  const other = await start({ script: ECHO, env: {} });
  const { port } = new URL(other.url);
  const { message } = await errorOf(startWorkerd({ script: ECHO, env: {}, port: Number(port) }));
  expect(message).toMatch(/^Expected a free port for workerd, got \d+, .*; choose another one\.$/);
  expect(message).toContain(port);
});

test('says in one line why a script cannot start', async () => {
  const { message } = await errorOf(startWorkerd({ script: 'export nothing;', env: {} }));
  expect(message).toMatch(/^Expected workerd to serve the worker.*SyntaxError.*$/);
});

test('ends when told to, once or twice', async () => {
  const workerd = await startWorkerd({ script: ECHO, env: {} });
  await Promise.all([workerd.stop(), workerd.stop()]);
  await workerd.ended;
  await expectGone(workerd.url);
});

test('passes on what is logged, and lets the worker reach nothing beyond this machine', async () => {
  const script = `export default { async fetch() {
    console.error('said by the worker');
    return new Response(await fetch('http://10.255.255.1/').then(() => 'reached', () => 'not reached'));
  } };`;
  const child = await spawnScript(`${START(script)}
    console.log(await (await fetch(workerd.url)).text());
    await workerd.stop();`);
  const stderr = text(child.stderr);
  expect(await firstLine(child)).toBe('not reached');
  expect(await stderr).toContain('said by the worker');
  expect(await stderr).toContain('connecting to 10.255.255.1:80 is not allowed');
});

test('keeps the worker and its secrets in no file once it listens', async () => {
  const TMPDIR = await temporaryFolder();
  const child = await spawnScript(`${START(ECHO)} console.log(workerd.url); setInterval(() => {}, 1000);`, {
    TMPDIR,
  });
  expect((await fetch(await firstLine(child))).status).toBe(200);
  const names = await readdir(TMPDIR);
  expect(names.filter((name) => name.includes('workerd'))).toEqual([]);
});

test.each(['SIGKILL', 'SIGTERM', 'SIGINT'] as const)('ends with a process that %s ends', async (signal) => {
  const child = await spawnScript(`${START(ECHO)} console.log(workerd.url); setInterval(() => {}, 1000);`);
  const url = await firstLine(child);
  child.kill(signal);
  await once(child, 'exit');
  await expectGone(url);
});

test('keeps running for a process that handles Ctrl-C itself', async () => {
  const child = await spawnScript(`${START(ECHO)}
    process.on('SIGINT', async () => { console.log((await fetch(workerd.url)).status); process.exit(); });
    console.error(workerd.url);
    console.log('started');
    setInterval(() => {}, 1000);`);
  const lines = text(child.stdout);
  await once(child.stderr, 'data');
  process.kill(-(child.pid ?? 0), 'SIGINT');
  expect(await lines).toBe('started\n200\n');
});

test.skipIf(platform() !== 'linux')('ends with its supervisor, however that ends', async () => {
  const child = await spawnScript(`
    import { readFileSync } from 'node:fs';
    ${START(ECHO)}
    const children = readFileSync('/proc/self/task/' + process.pid + '/children', 'utf8').trim().split(' ');
    const isSupervisor = (pid) => readFileSync('/proc/' + pid + '/cmdline', 'utf8').includes('supervisor');
    const waiting = setInterval(() => {}, 1000);
    process.kill(Number(children.find(isSupervisor)), 'SIGKILL');
    console.log(workerd.url, await workerd.ended);
    await workerd.stop();
    clearInterval(waiting);`);
  const [url = '', ended] = (await firstLine(child)).split(' ');
  await expectGone(url);
  expect(ended).toBe('SIGKILL');
  expect(await exitOf(child)).toBe(0);
});

test('lets a script that forgets to stop it end, and ends with it', async () => {
  const child = await spawnScript(`${START(ECHO)} console.log(workerd.url);`);
  const url = await firstLine(child);
  expect(await exitOf(child)).toBe(0);
  await expectGone(url);
});

const START = (script: string) => `
  import { startWorkerd } from '${new URL('../../../dev/edge.ts', import.meta.url)}';
  const workerd = await startWorkerd({ script: ${JSON.stringify(script)}, env: { SECRET: 'hunter2' } });`;

async function expectGone(url: string): Promise<void> {
  await vi.waitFor(() => expect(fetch(url)).rejects.toMatchObject({ cause: { code: 'ECONNREFUSED' } }), {
    timeout: 20_000,
    interval: 50,
  });
}
