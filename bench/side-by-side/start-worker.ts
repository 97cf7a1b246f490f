import { once } from 'node:events';
import { forkScript } from '../fork-script.ts';
import type { Measured } from './measure.ts';
import type { Answer, Job } from './worker.ts';

/** A process that runs one contender. */
export interface Worker {
  /** Sends it a job, one at a time; rejects with what went wrong in the process. */
  ask(job: Job): Promise<Measured | undefined>;
  end(): void;
}

/** Starts the process of a contender. */
export async function startWorker(name: string): Promise<Worker> {
  const child = forkScript(new URL('worker.ts', import.meta.url), [name]);
  const ended = once(child, 'exit').then((): [Answer] => [{ failed: 'its process ended' }]);
  const answer = async () => {
    const [answer] = await Promise.race([once(child, 'message') as Promise<[Answer]>, ended]);
    if ('failed' in answer) throw new Error(`Expected ${name} to do its work, got: ${answer.failed}`);
    return answer.measured;
  };
  await answer();
  return {
    ask(job) {
      child.send(job);
      return answer();
    },
    end: () => void child.kill(),
  };
}
