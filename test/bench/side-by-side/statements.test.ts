import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { contenders } from '../../../bench/side-by-side/contenders/index.ts';
import { countStatements, measureScenario, type Running } from '../../../bench/side-by-side/rounds.ts';
import { scenarioOf } from '../../../bench/side-by-side/scenarios.ts';
import { startDelay } from '../../../bench/side-by-side/start-delay.ts';
import { startWorker } from '../../../bench/side-by-side/start-worker.ts';
import { createDatabase } from '../../../dev/mysql.ts';
import { startMySqlProxy } from '../../../dev/mysql-proxy.ts';

const [serverUrl = ''] = Object.values(inject('servers'));

const people = 3;

async function open(name: string): Promise<Running> {
  const entry = contenders.find((each) => each.name === name) ?? expect.fail();
  const [database, worker] = await Promise.all([createDatabase(serverUrl), startWorker(name)]);
  await worker.ask({ task: 'create tables', url: database.url });
  await worker.ask({ task: 'add people', url: database.url, people });
  return { entry, worker, database, proxy: await startMySqlProxy(database.url) };
}

// The two that need no other package and no build.
describe.each(['by-hand-query', 'by-hand-execute'])('%s', (name) => {
  let running: Running;
  beforeAll(async () => {
    running = await open(name);
  });
  afterAll(async () => {
    running.worker.end();
    await running.proxy.close();
    await running.database.drop();
  });

  it.each([
    ['session read', 1],
    ['session read and refresh', 2],
    ['OAuth, first time', 6],
    ['OAuth, returning', 3],
    ['e-mail link, first time', 8],
    ['e-mail link, returning', 9],
    ['sign-out', 1],
    ['deleteUser', 5],
  ])('sends the expected statements for %s: %i', async (scenario, statements) => {
    const count = await countStatements(running, scenarioOf(scenario), people);
    expect(count).toEqual({ scenario, contender: name, statements });
  });

  it('waits both ways on a slow network, and measures only the rounds that count', async () => {
    const delay = await startDelay(serverUrl, 10);
    const plan = { people, rounds: 2, warmUpRounds: 1, operations: () => 5 };
    const setting = { concurrency: 1, delayMs: 10 };
    const scenario = scenarioOf('session read and refresh');
    const samples = await measureScenario([running], plan, scenario, setting, delay.urlOf);
    delay.end();
    expect(samples.map(({ round }) => round)).toEqual([0, 1]);
    for (const { p50Ms, p99Ms, cpuMicroseconds } of samples) {
      // Two statements, each there and back, by timers that may fire early by less than a millisecond.
      expect(p50Ms).toBeGreaterThan(36);
      expect(p99Ms).toBeGreaterThanOrEqual(p50Ms);
      // Waiting costs no CPU.
      expect(cpuMicroseconds).toBeLessThan(p50Ms * 1000);
    }
  });

  it('says what went wrong in the other process', async () => {
    const job = { task: 'prepare', url: running.database.url, scenario: 'sign-out', people: 0 } as const;
    await expect(running.worker.ask(job)).rejects.toThrow(`Expected ${name} to do its work, got: RangeError`);
  });
});
