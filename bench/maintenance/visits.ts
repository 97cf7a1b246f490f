import { randomInt, randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { MySqlAdapterMethods } from 'authjs-drizzle-mysql/mysql2';
import { liveSessionOf } from './fill.ts';

/** How long people waited, each time that they signed in. */
export interface Waits {
  readonly waitsMs: readonly number[];
  /** How many sign-ins failed, whose waits count as well. */
  readonly failed: number;
}

/** How many people sign in at once, and how long each of them stays away between two visits. */
const [AT_ONCE, PAUSE_MS] = [8, 40];

/** Lets people sign in until they are stopped; the returned function stops them and returns how long they waited. */
export function beginVisits(adapter: MySqlAdapterMethods, people: number): () => Promise<Waits> {
  const waitsMs: number[] = [];
  let failed = 0;
  let isStopped = false;
  const visitor = async (_: unknown, index: number) => {
    // A random part of the pause first, so that they do not all come at once.
    await pause(randomInt(PAUSE_MS));
    for (; !isStopped; await pause(PAUSE_MS)) {
      const start = performance.now();
      // Somebody whom no other of them is, or they would wait for each other.
      const person = randomInt(Math.floor(people / AT_ONCE)) * AT_ONCE + index;
      await visit(adapter, person).catch(() => failed++);
      waitsMs.push(performance.now() - start);
    }
  };
  const visitors = Promise.all(Array.from({ length: AT_ONCE }, visitor));
  return async () => {
    isStopped = true;
    await visitors;
    return { waitsMs, failed };
  };
}

/** Signs somebody in on one browser, reads and prolongs their session on another, and signs them out on the first. */
async function visit(adapter: MySqlAdapterMethods, person: number): Promise<void> {
  const there = liveSessionOf(person);
  const expires = new Date(Date.now() + 30 * 86_400_000);
  const here = { sessionToken: randomUUID(), userId: there.userId, expires };
  await adapter.createSession(here);
  const found = await adapter.getSessionAndUser(there.sessionToken);
  if (found?.user.id !== there.userId) throw new Error('Expected a live session to be there.');
  await adapter.updateSession({ sessionToken: there.sessionToken, expires });
  await adapter.deleteSession(here.sessionToken);
}
