import type { TemporaryDatabase } from '../../dev/mysql.ts';
import type { MySqlProxy } from '../../dev/mysql-proxy.ts';
import { shuffled } from '../shuffled.ts';
import type { ContenderEntry } from './contenders/index.ts';
import type { Measured } from './measure.ts';
import type { Plan, Setting } from './plan.ts';
import type { Scenario } from './scenarios.ts';
import type { Worker } from './start-worker.ts';

/** A contender whose process is running, with a database that is ready. */
export interface Running {
  readonly entry: ContenderEntry;
  readonly worker: Worker;
  readonly database: TemporaryDatabase;
  /** The proxy that notes the database's statements; nothing that is measured goes through it. */
  readonly proxy: MySqlProxy;
}

/** The part of a running contender that is measured. */
export interface Measurable {
  readonly entry: { readonly name: string };
  readonly worker: Worker;
  readonly database: { readonly url: string };
}

/** What one round cost one contender. */
export interface Sample extends Measured, Setting {
  readonly scenario: string;
  readonly contender: string;
  readonly round: number;
}

/** How many statements a contender sends for a scenario. */
export interface Count {
  readonly scenario: string;
  readonly contender: string;
  readonly statements: number;
}

/**
 * Runs a scenario: in each round all contenders, one after the other.
 *
 * Their order changes from round to round, so that none always follows the same other one.
 */
export async function measureScenario(
  contenders: readonly Measurable[],
  plan: Pick<Plan, 'rounds' | 'warmUpRounds' | 'people' | 'operations'>,
  scenario: Scenario,
  { concurrency, delayMs }: Setting,
  urlOf: (url: string) => string,
): Promise<Sample[]> {
  const samples: Sample[] = [];
  const operations = plan.operations(scenario, { concurrency, delayMs });
  for (let round = -plan.warmUpRounds; round < plan.rounds; round++) {
    for (const { entry, worker, database } of shuffled(contenders)) {
      const flows = { url: urlOf(database.url), scenario: scenario.name, people: plan.people };
      const measured = await worker.ask({ task: 'measure', ...flows, operations, concurrency });
      if (!measured) throw new Error(`Expected ${entry.name} to answer with figures.`);
      if (round < 0) continue;
      const about = { scenario: scenario.name, contender: entry.name, round };
      samples.push({ ...measured, ...about, concurrency, delayMs });
    }
  }
  return samples;
}

/**
 * Counts the statements that a scenario sends over the wire.
 *
 * The second run counts: whatever is prepared once per connection is prepared by then.
 */
export async function countStatements(
  { entry, worker, proxy }: Running,
  scenario: Scenario,
  people: number,
): Promise<Count> {
  for (let time = 1; time <= 2; time++) {
    await worker.ask({ task: 'prepare', url: proxy.url, scenario: scenario.name, people });
    proxy.clear();
    await worker.ask({ task: 'run' });
  }
  return { scenario: scenario.name, contender: entry.name, statements: proxy.statements.length };
}
