// A process of its own, so that its CPU is that of one contender alone: adds people, then reads their sessions when asked.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createPool } from 'mysql2/promise';
import type { SessionTokenHashing } from '../../src/index.ts';
import type * as entry from '../../src/mysql2.ts';

/** What such a process is told. */
export interface Task {
  readonly url: string;
  /** The folder of the package that is measured. */
  readonly folder: string;
  /** The value of the option; undefined for a version that has none. */
  readonly mode?: SessionTokenHashing | undefined;
  /** Whether the functions of Node are hidden, so that hashes are made by the Web's. */
  readonly isWeb?: boolean | undefined;
}

const PEOPLE = 500;
const CONCURRENCY = 16;

const { url, folder, mode, isWeb }: Task = JSON.parse(process.argv[2] ?? '');
const path = pathToFileURL(join(folder, 'src/mysql2.ts')).href;
const { MySqlAdapter }: typeof entry = await import(path);
const pool = createPool(url);
if (isWeb) Object.assign(process, { getBuiltinModule: undefined });
const adapter = MySqlAdapter(pool, mode === undefined ? {} : { hashSessionTokens: mode });

const tokens = Array.from({ length: PEOPLE }, () => crypto.randomUUID());
for (const sessionToken of tokens) {
  const email = `${crypto.randomUUID()}@example.com`;
  const { id: userId } = await adapter.createUser({ id: '', email, emailVerified: null });
  await adapter.createSession({ sessionToken, userId, expires: new Date(Date.now() + 86_400_000) });
}

/** Returns the CPU time of this process for each read, in microseconds, of all its threads. */
async function measure(reads: number): Promise<number> {
  globalThis.gc?.();
  let next = 0;
  const work = async () => {
    while (next < reads) {
      const found = await adapter.getSessionAndUser(tokens[next++ % PEOPLE] ?? '');
      if (!found) throw new Error('Expected a session, got null.');
    }
  };
  const before = process.cpuUsage();
  await Promise.all(Array.from({ length: CONCURRENCY }, work));
  const { user, system } = process.cpuUsage(before);
  return (user + system) / reads;
}

process.on('message', async (reads: number) => process.send?.(await measure(reads)));
process.send?.('ready');
