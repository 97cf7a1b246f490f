import { Cleanup, endOnSignal } from './cleanup.ts';

/** Runs a command until Ctrl-C, and stops then what it has started; says why when it cannot start, and ends with 1. */
export async function runUntilSignal(start: (cleanup: Cleanup) => Promise<void>): Promise<void> {
  const cleanup = new Cleanup();
  endOnSignal(cleanup);
  try {
    await start(cleanup);
  } catch (error) {
    // After Ctrl-C it is no news that a part of it did not come about.
    if (!cleanup.hasBegun) process.stderr.write(`${(error as Error).message}\n`);
    await cleanup.endProcess(1);
  }
}
