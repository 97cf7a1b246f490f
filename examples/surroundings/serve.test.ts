import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { closedPort } from '../../test/support/databases/closed-port.ts';
import { serveExample } from './serve.ts';

/** Makes an application that answers. */
async function application(): Promise<URL> {
  const path = await mkdtemp(join(tmpdir(), 'authjs-serve-'));
  onTestFinished(() => rm(path, { recursive: true, force: true }));
  const scripts = { start: 'node program.cjs' };
  await writeFile(join(path, 'package.json'), JSON.stringify({ name: 'application', scripts }));
  await writeFile(join(path, 'program.cjs'), ANSWERS);
  return pathToFileURL(`${path}/`);
}

const ANSWERS = `require('node:http')
  .createServer((_, response) => response.end(String(process.env.SECRET)))
  .listen(process.env.PORT, '127.0.0.1')`;

const answerAt = (port: number) =>
  fetch(`http://127.0.0.1:${port}`).then(
    (answer) => answer.text(),
    () => 'nothing',
  );

it('serves an application with the variables that it is given, until it is stopped', async () => {
  const port = await closedPort();
  const folder = await application();
  const { ended, stop } = await serveExample(folder, { PORT: String(port), SECRET: 'abc' }, () => {});
  expect(await answerAt(port)).toBe('abc');
  await stop();
  expect(await answerAt(port)).toBe('nothing');
  expect(await ended).toBe('SIGKILL');
});

it('ends it with its caller, also if that is killed', async () => {
  const port = await closedPort();
  const folder = await application();
  const serve = new URL('./serve.ts', import.meta.url).href;
  const caller = `import { serveExample } from ${JSON.stringify(serve)};
    await serveExample(new URL(${JSON.stringify(folder.href)}), { PORT: '${port}' }, () => {});
    console.log('ready');`;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', caller], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child.stdout, 'data');
  expect(await answerAt(port)).toBe('undefined');
  child.kill('SIGKILL');
  await expect.poll(() => answerAt(port), { timeout: 20_000 }).toBe('nothing');
});
