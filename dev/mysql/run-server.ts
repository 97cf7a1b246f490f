import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { basename, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { askServer } from './ask-server.ts';
import { type Child, endChild, lastLines, startChild } from './child-process.ts';
import { fillDataFolder } from './fill-data-folder.ts';
import type { ServerProgram } from './server.ts';
import { listenOptions, serverArguments } from './server-options.ts';

/** A server that answers. */
export interface RunningServer {
  readonly url: string;
  /** The URL of the MySQL beneath a Vitess. */
  readonly beneath?: string;
  /** A promise that resolves when the server has ended by itself; it stays pending for a server that reports no end. */
  readonly ended: Promise<unknown>;
  end(): Promise<void>;
}

const PORT_TRIES = 5;
const READY_TIMEOUT_MS = 60_000;

/** Starts a server program on a free port with its data in a folder, and waits until it answers. */
export async function runServer(
  program: ServerProgram,
  folder: string,
  signal: AbortSignal,
  pickPort = freePort,
): Promise<RunningServer> {
  await fillDataFolder(program, folder, signal);
  for (let tries = PORT_TRIES; tries > 0; tries--) {
    const server = await tryPort(program, folder, await pickPort(), signal);
    if (server) return server;
  }
  throw new Error(`it lost its port to another program, ${PORT_TRIES} times in a row`);
}

/** Starts a server program again on its old folder and address, however it ended. */
export async function runServerAgain(
  program: ServerProgram,
  folder: string,
  url: string,
  signal: AbortSignal,
): Promise<RunningServer> {
  const server = await tryPort(program, folder, Number(new URL(url).port), signal);
  if (!server) throw new Error(`it lost its port to another program: ${url}`);
  return server;
}

async function tryPort(program: ServerProgram, folder: string, port: number, signal: AbortSignal) {
  const url = `mysql://root@127.0.0.1:${port}`;
  const log = join(folder, `log-${port}`);
  const args = serverArguments(program, folder, ...listenOptions(folder, port));
  const child = await startChild(program.command, args, log);
  try {
    await untilItAnswers(child, url, basename(folder), signal);
    return { url, ended: child.ended, end: () => endChild(child) };
  } catch (error) {
    await endChild(child);
    if (await lostItsPort(log)) return undefined;
    throw new Error(`${(error as Error).message}: ${await lastLines(log)}`, { cause: error });
  }
}

// Both servers use these words; the system's own message is in the user's language.
async function lostItsPort(log: string): Promise<boolean> {
  return (await readFile(log, 'utf8')).includes('Bind on TCP/IP port');
}

async function untilItAnswers(child: Child, url: string, folderName: string, signal: AbortSignal) {
  let ended: string | undefined;
  void child.ended.then((how) => {
    ended = how;
  });
  const deadline = Date.now() + READY_TIMEOUT_MS;
  while (!(await isOurs(url, folderName))) {
    signal.throwIfAborted();
    if (ended) throw new Error(`it ended with ${ended} before it answered`);
    if (Date.now() > deadline) throw new Error(`it did not answer within ${READY_TIMEOUT_MS / 1000} s`);
    await pause(25);
  }
}

// Another server may have taken the port meanwhile; ours is the one with our data folder.
async function isOurs(url: string, folderName: string): Promise<boolean> {
  const answer = await askServer(url, 5_000).catch(() => undefined);
  return answer?.dataFolder.includes(folderName) ?? false;
}

/** Finds a local port that nothing listens on. */
export async function freePort(): Promise<number> {
  const server = createServer();
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject()));
    });
  });
}
