import { Cleanup, endOnSignal } from './cleanup.ts';

/** Runs a command until Ctrl-C, then stops what it started; if it cannot start, says why and exits with 1. */
export async function runUntilSignal(start: (cleanup: Cleanup) => Promise<void>): Promise<void> {
  const cleanup = new Cleanup();
  endOnSignal(cleanup);
  try {
    await start(cleanup);
  } catch (error) {
    // After Ctrl-C nobody needs to hear that a part of it failed to start.
    if (!cleanup.hasBegun) process.stderr.write(`${(error as Error).message}\n`);
    await cleanup.endProcess(1);
  }
}
