import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { Report } from './workerd.ts';

// Runs workerd on behalf of a process that may end in any way, a kill included; workerd alone would outlive it.
const callerGone = new Promise<void>((resolve) => process.once('disconnect', resolve));
const leave = () => process.connected && process.disconnect();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, leave);
// Whatever goes wrong in here, workerd must not be left behind.
process.on('uncaughtException', leave);
process.stderr.on('error', () => {});
process.once('message', async (config) => {
  const folder = await mkdtemp(join(tmpdir(), 'authjs-workerd-'));
  const forget = () => rm(folder, { recursive: true, force: true });
  await serve(String(config), join(folder, 'config.capnp'), forget).catch((error) =>
    report({ ended: 'an error', said: String(error) }),
  );
  await forget();
  process.exit();
});

/** Runs workerd until it ends or the caller is gone. The file may hold secrets, so it is deleted once read. */
async function serve(config: string, file: string, forget: () => Promise<void>): Promise<void> {
  await writeFile(file, config, { mode: 0o600 });
  const child = spawn(program(), ['serve', '--control-fd=3', file], {
    stdio: ['ignore', 'inherit', 'pipe', 'pipe'],
  });
  void callerGone.then(() => child.kill('SIGKILL')); // a clean shutdown would save nothing
  const words = listenTo(child);
  const ended = once(child, 'close').then(([code, signal]): string => `${signal ?? `exit code ${code}`}`);
  const port = await Promise.race([portOf(child), ended.then(() => undefined)]);
  if (port === undefined) return report({ ended: await ended, said: words.keptBack() });
  await forget();
  words.passOn();
  await report({ port, pid: Number(child.pid) }); // it has one, for it listens
  await report({ ended: await ended });
}

/** Finds the program of the package workerd, which names it as its default export. */
function program(): string {
  const require = createRequire(import.meta.url);
  return (require('workerd') as { default: string }).default;
}

/** Reads descriptor 3, to which workerd writes one line for its socket when it listens. */
async function portOf({ stdio }: ChildProcess): Promise<number> {
  const [line] = await once(stdio[3] as Readable, 'data'); // the pipe of `stdio` above
  return JSON.parse(String(line)).port;
}

/** Keeps workerd's output from before it listens, which may say why it never does. */
function listenTo({ stderr }: ChildProcess) {
  let said = '';
  let aloud = false;
  stderr?.on('data', (text) => {
    if (aloud) process.stderr.write(text);
    else said += text;
  });
  return {
    keptBack: () => said.trim(),
    passOn: () => {
      aloud = true;
      process.stderr.write(said);
    },
  };
}

async function report(message: Report): Promise<void> {
  if (!process.connected) return;
  // The callback gets an error when the caller has ended meanwhile.
  await new Promise<void>((resolve) => process.send?.(message, () => resolve()));
}
