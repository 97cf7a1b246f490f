import { Cleanup, endOnSignal } from '../../../dev/command/cleanup.ts';

/** Runs a demo until Ctrl-C: says where it is once it is ready, or in one line why it cannot start. */
export async function runStarter(start: (cleanup: Cleanup) => Promise<string>): Promise<void> {
  const cleanup = new Cleanup();
  endOnSignal(cleanup);
  try {
    console.log(`The demo is ready: ${await start(cleanup)}  (Ctrl-C stops it)`);
  } catch (error) {
    // After Ctrl-C it is no news that a part of it did not come about.
    if (!cleanup.hasBegun) console.error((error as Error).message.split('\n')[0]);
    await cleanup.run();
    process.exit(1);
  }
}
