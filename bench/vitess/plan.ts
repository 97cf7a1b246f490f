import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type Setting, wholeNumber } from '../side-by-side/plan.ts';
import { type Scenario, scenarioOf } from '../side-by-side/scenarios.ts';

/** What one run of the benchmark on Vitess does. */
export interface Plan {
  readonly scenarios: readonly Scenario[];
  readonly settings: readonly Setting[];
  readonly rounds: number;
  readonly warmUpRounds: number;
  /** How many users, accounts and sessions each engine has before anything is measured. */
  readonly people: number;
  /** How many flows are run to count their queries. */
  readonly flows: number;
  /** Whether the run only checks that everything works, and keeps nothing. */
  readonly isQuick: boolean;
  /** The folder that the tables and the picture are written to. */
  readonly folder: string;
  operations(scenario: Scenario): number;
}

/** What people do, and the application's own deleteUser. */
const scenarios = ['session read', 'OAuth, first time', 'e-mail link, first time', 'sign-out', 'deleteUser'];

const options = {
  rounds: { type: 'string', default: '21' },
  people: { type: 'string', default: '1000' },
  out: { type: 'string', default: fileURLToPath(new URL('../../docs/benchmarks', import.meta.url)) },
  quick: { type: 'boolean', default: false },
} as const;

/** Reads the arguments of `npm run bench:vitess`. */
export function readPlan(args: string[]): Plan {
  const { values } = parseArgs({ args, options });
  const { quick } = values;
  return {
    scenarios: scenarios.map(scenarioOf),
    settings: (quick ? [16] : [1, 16]).map((concurrency) => ({ concurrency, delayMs: 0 })),
    rounds: quick ? 1 : wholeNumber('rounds', values.rounds),
    warmUpRounds: quick ? 0 : 2,
    people: quick ? 20 : wholeNumber('people', values.people),
    flows: quick ? 2 : 20,
    isQuick: quick,
    folder: quick ? join(tmpdir(), `authjs-bench-vitess-${process.pid}`) : values.out,
    operations: ({ name }) => (quick ? 4 : (CHEAP.get(name) ?? 24)),
  };
}

/** More of the cheap ones, and few of all: the shorter an engine's turn, the more alike is what else happens in it. */
const CHEAP = new Map([
  ['session read', 120],
  ['sign-out', 60],
]);
