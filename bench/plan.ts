import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type Scenario, scenarioOf, scenarios } from './scenarios.ts';

/** Is how a scenario is run: so many at once, over a network that takes so long each way. */
export interface Setting {
  readonly concurrency: number;
  readonly delayMs: number;
}

/** Is what one run of the side-by-side measurement does. */
export interface Plan {
  readonly scenarios: readonly Scenario[];
  readonly settings: readonly Setting[];
  readonly rounds: number;
  /** Is how many users, accounts and sessions are there before anything is measured. */
  readonly people: number;
  /** Leaves out what takes long to install, and keeps nothing. */
  readonly isQuick: boolean;
  /** Is where the table and the picture are written. */
  readonly folder: string;
  operations(scenario: Scenario, setting: Setting): number;
  /** Is how many rounds come first and do not count: code is compiled and connections are opened in them. */
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
  out: { type: 'string', default: fileURLToPath(new URL('results', import.meta.url)) },
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

/** Runs everything once, only to see that it works. */
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

/** More of what is cheap, so that a round takes long enough to be measured. */
function operations(scenario: string, { concurrency, delayMs }: Setting): number {
  if (delayMs > 0) return concurrency === 1 ? 12 : 48;
  return CHEAP.get(scenario) ?? 48 + concurrency;
}

const CHEAP = new Map([
  ['session read', 800],
  ['sign-out', 400],
  ['deleteUser', 400],
]);

function wholeNumber(name: string, text: string): number {
  if (/^[1-9]\d*$/.test(text)) return Number(text);
  throw new Error(`Expected --${name} to be a whole number from 1 on, got "${text}".`);
}
