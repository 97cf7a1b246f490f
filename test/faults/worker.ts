import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'vitest';

/** Work that is repeated until it is stopped. */
export interface Worker<Outcome> {
  /** Resolves when the work has been done so many times more. */
  hasDone(times: number): Promise<void>;
  /** Ends the work, and returns the outcomes in order. */
  stop(): Promise<Outcome[]>;
}

/** Does work over and over until it is stopped; the work must not reject. */
export function startWorker<Outcome>(work: () => Promise<Outcome>): Worker<Outcome> {
  const seen: Outcome[] = [];
  let isStopped = false;
  const done = (async () => {
    // With pauses, because work that fails at once would leave a starting server no time.
    for (; !isStopped; await pause(5)) seen.push(await work());
  })();
  return {
    async hasDone(times) {
      const enough = seen.length + times;
      await expect.poll(() => seen.length, { timeout: 30_000, interval: 5 }).toBeGreaterThanOrEqual(enough);
    },
    async stop() {
      isStopped = true;
      await done;
      return seen;
    },
  };
}
