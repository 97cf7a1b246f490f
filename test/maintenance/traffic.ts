import { setTimeout as pause } from 'node:timers/promises';
import { createPool } from 'mysql2/promise';
import { onTestFinished } from 'vitest';
import { MySqlAdapterError } from '../../src/index.ts';
import { MySqlAdapter } from '../../src/mysql2.ts';
import { inAnHour, unique } from '../support/rows/samples.ts';
import type { Site } from './open-site.ts';

/** What people saw of their sessions. */
export interface Seen {
  /** The sessions that must be there: those that were, and new ones that nobody has ended. */
  readonly kept: readonly string[];
  /** The sessions that were not found although nobody had ended them. */
  readonly missed: readonly string[];
  /** How many times somebody signed in, was found, had a session prolonged, and signed out. */
  readonly visits: number;
}

const AT_ONCE = 4;

/**
 * Lets people sign in, read and prolong sessions, and sign out, until they are stopped, past proxies and stand-ins.
 *
 * A call may fail with an error of the adapter, as while connections are killed.
 */
export function beginTraffic({ databaseUrl, tables, userId, live }: Site) {
  const pool = createPool(databaseUrl);
  onTestFinished(() => pool.end());
  const adapter = MySqlAdapter(pool, { tables });
  const kept = new Set(live);
  const missed: string[] = [];
  let visits = 0;
  let isStopped = false;

  async function visit(there: string) {
    const here = unique('session');
    const isIn = await isDone(adapter.createSession({ sessionToken: here, userId, expires: inAnHour() }));
    if (isIn) kept.add(here);
    const found = await adapter.getSessionAndUser(there).catch(requireKnown);
    if (found === null) missed.push(there);
    await isDone(adapter.updateSession({ sessionToken: there, expires: inAnHour() }));
    // Every other one stays signed in.
    if (visits++ % 2 === 0) return;
    kept.delete(here);
    await isDone(adapter.deleteSession(here));
  }

  const visitor = async (_: unknown, first: number) => {
    for (let next = first; !isStopped; next += AT_ONCE) {
      await visit(live[next % live.length] ?? '');
      await pause(1);
    }
  };
  const visitors = Promise.all(Array.from({ length: AT_ONCE }, visitor));
  const stop = async (): Promise<Seen> => {
    isStopped = true;
    await visitors;
    return { kept: [...kept], missed, visits };
  };
  onTestFinished(() => stop().then(() => {}));
  return { stop };
}

const isDone = (call: Promise<unknown>) =>
  call.then(
    () => true,
    (error: unknown) => requireKnown(error) === null,
  );

/** Returns undefined for an error of the adapter, and throws any other. */
function requireKnown(error: unknown): undefined {
  if (!(error instanceof MySqlAdapterError)) throw error;
}
