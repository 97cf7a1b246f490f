import { inspect, isDeepStrictEqual } from 'node:util';
import { MySqlAdapterError } from '../../src/index.ts';
import type { Owner } from './owners.ts';

/** Asks for something in connection with one owner. */
export type Ask = (owner: Owner) => Promise<unknown>;

/** Asks once for each owner, some at the same time, and lists the answers other than expected, each with its look-alike. */
export async function wrongAnswers(
  owners: readonly Owner[],
  { question, ask, expected }: { question: string; ask: Ask; expected: (owner: Owner) => unknown },
): Promise<string[]> {
  const wrong: string[] = [];
  const waiting = owners.values();
  const askOn = async () => {
    for (const owner of waiting) {
      const answer = await ask(owner).catch(codeOf);
      if (isDeepStrictEqual(answer, expected(owner))) continue;
      wrong.push(`${question}, ${owner.what}: ${inspect(answer).slice(0, 500)}`);
    }
  };
  await Promise.all(Array.from({ length: 8 }, askOn));
  return wrong;
}

const codeOf = (error: unknown) => (error instanceof MySqlAdapterError ? error.code : error);
