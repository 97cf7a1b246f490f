import type { TemporaryDatabase } from '../dev/mysql.ts';
import type { MySqlProxy } from '../dev/mysql-proxy.ts';
import type { ContenderEntry } from './contenders/index.ts';
import type { Measured } from './measure.ts';
import type { Plan, Setting } from './plan.ts';
import type { Scenario } from './scenarios.ts';
import { shuffled } from './shuffled.ts';
import type { Worker } from './worker-process.ts';

/** Is a contender whose process runs, with a database that is ready. */
export interface Running {
  readonly entry: ContenderEntry;
  readonly worker: Worker;
  readonly database: TemporaryDatabase;
  /** Stands before the database and notes statements; nothing that is measured goes through it. */
  readonly proxy: MySqlProxy;
}

/** Is what one contender took in one round. */
export interface Sample extends Measured, Setting {
  readonly scenario: string;
  readonly contender: string;
  readonly round: number;
}

/** Is how many statements a contender sends for a scenario. */
export interface Count {
  readonly scenario: string;
  readonly contender: string;
  readonly statements: number;
}

/**
 * Runs a scenario, all contenders in each round, one after the other.
 *
 * Their order is another one in each round, so that none always follows the same one.
 */
export async function measureScenario(
  contenders: readonly Running[],
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
 * Counts the statements that a scenario takes, by what goes over the wire.
 *
 * Counted at the second time: what is prepared once per connection is prepared by then.
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
