import type { BatchOptions } from '../maintenance/batches.ts';
import { explain } from './explain.ts';
import { CommandFailure } from './failure.ts';
import { printResult } from './print-result.ts';
import type { Progress } from './progress.ts';
import { EXIT, type Work } from './work.ts';

/** Work on many rows, and how to speak of it. */
interface Job<Result> {
  /** Counts the rows that there are; only called where it is shown. */
  readonly total?: () => Promise<number>;
  /** What is done before the first batch. */
  readonly nothing: Result;
  start(options: Pick<BatchOptions<Result>, 'signal' | 'onProgress'>): Promise<Result>;
  /** Returns how many of the rows are done. */
  count(result: Result): number;
  describe(result: Result): string;
  /** Says whether nothing is wrong with what was done. @default always */
  isFine?(result: Result): boolean;
}

/** Does such work, shows how far it is, and says at the end what was done, also if it was stopped or has failed. */
export async function runInBatches<Result extends { readonly done: boolean }>(
  work: Work,
  progress: Progress,
  { total, nothing, start, count, describe, isFine }: Job<Result>,
): Promise<number> {
  const { signal } = work;
  let soFar = nothing;
  const onProgress = (result: Result) => {
    soFar = result;
    progress.update(count(result));
  };
  progress.begin(total);
  try {
    soFar = await start({ signal, onProgress });
  } catch (cause) {
    const doneBefore = count(soFar) > 0 ? { text: describe(soFar), json: soFar } : undefined;
    throw new CommandFailure(explain(cause).message, { cause, doneBefore });
  } finally {
    progress.end();
  }
  printResult(work, soFar, describe(soFar));
  if (!soFar.done && signal.aborted) return EXIT.stopped;
  return soFar.done && isFine?.(soFar) !== false ? EXIT.ok : EXIT.problem;
}
