import { Cleanup, endOnSignal } from '../dev/command/cleanup.ts';

/** Runs a command to its end or until Ctrl-C, then stops what it started; says what went wrong. */
export async function runToEnd(work: (cleanup: Cleanup) => Promise<void>): Promise<never> {
  const cleanup = new Cleanup();
  endOnSignal(cleanup);
  const isDone = await work(cleanup).then(
    () => true,
    (error: Error) => {
      if (!cleanup.hasBegun) console.error(error.stack);
      return false;
    },
  );
  await cleanup.run();
  process.exit(isDone ? 0 : 1);
}
