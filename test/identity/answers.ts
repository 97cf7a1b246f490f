import { inspect, isDeepStrictEqual } from 'node:util';
import { MySqlAdapterError } from '../../src/index.ts';
import type { Owner } from './owners.ts';

interface Question {
  readonly question: string;
  /** Asks for something in connection with one owner. */
  readonly ask: (owner: Owner) => Promise<unknown>;
  readonly expected: (owner: Owner) => unknown;
  /** How many owners are asked for at the same time. @default 8 */
  readonly atOnce?: number;
}

/** Asks once for each owner, some at the same time, and returns the unexpected answers, each with its look-alike. */
export async function wrongAnswers(
  owners: readonly Owner[],
  { question, ask, expected, atOnce = 8 }: Question,
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
  await Promise.all(Array.from({ length: atOnce }, askOn));
  return wrong;
}

const codeOf = (error: unknown) => (error instanceof MySqlAdapterError ? error.code : error);
