/** Runs one contender in a process of its own, so that no other work counts for it. */
import { createConnection } from 'mysql2/promise';
import type { OpenContender } from './contenders/contender.ts';
import { contenders } from './contenders/index.ts';
import { type Measured, measure, runAll } from './measure.ts';
import { addPerson, scenarioOf } from './scenarios.ts';

/** A job that a worker can be asked to do, with a database at a URL. */
export type Job =
  | { readonly task: 'create tables'; readonly url: string }
  | { readonly task: 'add people'; readonly url: string; readonly people: number }
  | (Flows & { readonly task: 'measure'; readonly operations: number; readonly concurrency: number })
  /** The preparation of one operation, which the job `run` then runs. */
  | (Flows & { readonly task: 'prepare' })
  | { readonly task: 'run' };

interface Flows {
  readonly url: string;
  readonly scenario: string;
  readonly people: number;
}

/** A worker's answer to a job. */
export type Answer = { readonly measured?: Measured } | { readonly failed: string };

const PREPARED_AT_ONCE = 10; // as many as a pool has connections

const entry = contenders.find(({ name }) => name === process.argv[2]);
if (!entry) throw new Error(`Expected the name of a contender, got "${process.argv[2]}".`);
const { default: contender } = await entry.load();
const opened = new Map<string, OpenContender>();
let prepared: () => Promise<unknown> = async () => {};

// tsx turns them on, but a contender should run as it does in an application.
process.setSourceMapsEnabled(false);
process.on('message', async (job: Job) => {
  const answer = await answerTo(job).catch((error: Error) => ({ failed: error.stack ?? error.message }));
  process.send?.(answer);
});
process.on('disconnect', () => process.exit());
process.send?.({});

async function answerTo(job: Job): Promise<Answer> {
  if (job.task === 'create tables') await createTables(job.url);
  else if (job.task === 'add people') await addPeople(job.url, job.people);
  else if (job.task === 'run') await prepared();
  else if (job.task === 'prepare') [prepared = prepared] = await prepare(job, 1);
  else return { measured: await measure(await prepare(job, job.operations), job.concurrency) };
  return {};
}

async function open(url: string) {
  const { adapter, close } = opened.get(url) ?? (await contender.open(url));
  opened.set(url, { adapter, close });
  return adapter;
}

async function createTables(url: string): Promise<void> {
  const connection = await createConnection({ uri: url, multipleStatements: true });
  await connection.query(contender.tables);
  await connection.end();
}

async function addPeople(url: string, people: number): Promise<void> {
  const adapter = await open(url);
  const persons = Array.from({ length: people }, (_, person) => () => addPerson(adapter, person));
  await runAll(persons, PREPARED_AT_ONCE);
}

async function prepare({ url, scenario, people }: Flows, operations: number) {
  const adapter = await open(url);
  const flows: (() => Promise<unknown>)[] = [];
  const each = async () => flows.push(await scenarioOf(scenario).prepare(adapter, people));
  await runAll(new Array(operations).fill(each), PREPARED_AT_ONCE);
  return flows;
}
