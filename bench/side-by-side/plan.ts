import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type Scenario, scenarioOf, scenarios } from './scenarios.ts';

/** How a scenario is run: how many flows at once, and how long the network takes each way. */
export interface Setting {
  readonly concurrency: number;
  readonly delayMs: number;
}

/** What one run of the side-by-side benchmark does. */
export interface Plan {
  readonly scenarios: readonly Scenario[];
  readonly settings: readonly Setting[];
  readonly rounds: number;
  /** How many users, accounts and sessions there are before anything is measured. */
  readonly people: number;
  /** Whether the run only checks that everything works: it leaves out what is slow to install, and keeps nothing. */
  readonly isQuick: boolean;
  /** The folder that the tables and the picture are written to. */
  readonly folder: string;
  operations(scenario: Scenario, setting: Setting): number;
  /** How many rounds come first and do not count: they compile the code and open the connections. */
  readonly warmUpRounds: number;
}

const DELAY_MS = 2;

const settings: readonly Setting[] = [
  ...[1, 16, 64].map((concurrency) => ({ concurrency, delayMs: 0 })),
  ...[1, 16].map((concurrency) => ({ concurrency, delayMs: DELAY_MS })),
];

const options = {
  rounds: { type: 'string', default: '9' },
  people: { type: 'string', default: '2000' },
  only: { type: 'string', multiple: true },
  out: { type: 'string', default: fileURLToPath(new URL('../../docs/benchmarks', import.meta.url)) },
  quick: { type: 'boolean', default: false },
} as const;

/** Reads the arguments of `npm run bench`. */
export function readPlan(args: string[]): Plan {
  const { values } = parseArgs({ args, options });
  const chosen = values.only?.map(scenarioOf) ?? scenarios;
  if (values.quick) return quickPlan(chosen);
  return {
    scenarios: chosen,
    settings,
    rounds: wholeNumber('rounds', values.rounds),
    people: wholeNumber('people', values.people),
    isQuick: false,
    folder: values.out,
    warmUpRounds: 2,
    operations: ({ name }, setting) => operations(name, setting),
  };
}

/** Returns the plan that runs everything once, only to see that it works. */
const quickPlan = (chosen: readonly Scenario[]): Plan => ({
  scenarios: chosen,
  settings: settings.filter(({ concurrency }) => concurrency === 16),
  rounds: 1,
  people: 20,
  isQuick: true,
  folder: join(tmpdir(), `authjs-bench-${process.pid}`),
  warmUpRounds: 0,
  operations: () => 4,
});

/** Returns how many operations to run: more of the cheap ones, so that a round takes long enough to be measured. */
function operations(scenario: string, { concurrency, delayMs }: Setting): number {
  if (delayMs > 0) return concurrency === 1 ? 12 : 48;
  return CHEAP.get(scenario) ?? 48 + concurrency;
}

const CHEAP = new Map([
  ['session read', 800],
  ['sign-out', 400],
  ['deleteUser', 400],
]);

/** Reads an argument that must be a whole number of at least 1. */
export function wholeNumber(name: string, text: string): number {
  if (/^[1-9]\d*$/.test(text)) return Number(text);
  throw new Error(`Expected --${name} to be a whole number of at least 1, got "${text}".`);
}
