import { once } from 'node:events';
import { forkScript } from '../fork-script.ts';
import type { Cleared } from './clear.ts';
import type { Place } from './open.ts';
import type { Waits } from './visits.ts';
import type { Answer, Job } from './worker.ts';

/** A way to delete expired sessions. */
export type Task = 'prune' | 'delete at once';

/** A process that signs people in or deletes rows; its methods reject with what went wrong in it. */
export interface Worker {
  /** Lets people sign in while some work is done, and returns how long they waited. */
  during(people: number, work: () => Promise<unknown>): Promise<Waits>;
  clear(task: Task): Promise<Cleared>;
  end(): void;
}

/** Starts a process at a place. */
export async function startWorker(place: Place): Promise<Worker> {
  const child = forkScript(new URL('worker.ts', import.meta.url), [JSON.stringify(place)]);
  const ended = once(child, 'exit').then((): [Answer] => [{ failed: 'its process ended' }]);
  const answer = async () => {
    const [answer] = await Promise.race([once(child, 'message') as Promise<[Answer]>, ended]);
    if ('failed' in answer) throw new Error(`Expected a process to do its work, got: ${answer.failed}`);
    return answer;
  };
  const ask = (job: Job) => {
    child.send(job);
    return answer();
  };
  await answer();
  return {
    async during(people, work) {
      await ask({ task: 'begin visits', people });
      await work();
      const { waits } = await ask({ task: 'end visits' });
      if (!waits) throw new Error('Expected waits.');
      return waits;
    },
    async clear(task) {
      const { cleared } = await ask({ task });
      if (!cleared) throw new Error('Expected rows to be deleted.');
      return cleared;
    },
    end: () => void child.kill(),
  };
}
