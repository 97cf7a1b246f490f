import type { Terminal } from './work.ts';

/** Runs the command that the arguments name, and returns the exit code of the process. */
export async function main(_args: readonly string[], _terminal: Terminal): Promise<number> {
  throw new Error('TODO');
}
