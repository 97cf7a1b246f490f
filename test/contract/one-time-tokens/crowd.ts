import { MySqlAdapterError } from '../../../src/index.ts';
import type { Site } from './open-site.ts';

/** Calls a function a number of times at once, and returns what it returned. */
export const atOnce = <Result>(
  site: Site,
  count: number,
  call: (index: number) => Promise<Result>,
): Promise<Result[]> =>
  Promise.all(Array.from({ length: count }, (_, index) => patiently(site, () => call(index))));

/** Makes a call again where shards meet in deadlocks: nothing was done. */
async function patiently<Result>(site: Site, call: () => Promise<Result>, tries = 5): Promise<Result> {
  try {
    return await call();
  } catch (error) {
    const isToTry = error instanceof MySqlAdapterError && error.code === 'RETRIES_EXHAUSTED';
    if (!site.open.isSharded || !isToTry || tries === 1) throw error;
    return patiently(site, call, tries - 1);
  }
}
