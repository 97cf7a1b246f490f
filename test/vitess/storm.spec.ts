import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { applyMigrations } from '../support/databases/apply-migrations.ts';
import { clients, drivers, type OpenClient } from './clients.ts';
import { brokenPromises, readKept, readWrong } from './kept.ts';
import { live, type Person, signInAgain } from './lives.ts';
import { type OwnVitess, startOwnVitess } from './own-vitess.ts';

const CLIENTS = 20;
const STORM_MS = 60_000;

/** Vitess is to serve everybody again 3 s after its MySQL answers; a machine that is busy with other tests may take longer. */
const BACK_MS = 20_000;

let server: OwnVitess;
let open: OpenClient[];
beforeAll(async () => {
  server = await startOwnVitess({});
  const url = `${server.url}/plain`;
  await applyMigrations(url);
  open = await Promise.all(drivers.map((driver) => clients[driver](url, CLIENTS / drivers.length)));
});
afterAll(async () => {
  for (const client of open ?? []) await client.close();
  await server?.remove();
});

it('a storm of crashes of the MySQL beneath loses nothing that was acknowledged and locks nobody out', async () => {
  const people: Person[] = [];
  /** When each client last got something done. */
  const doneAt = Array.from({ length: CLIENTS }, () => 0);
  let isOver = false;
  const work = doneAt.map(async (_, index) => {
    const { adapter } = open[index % open.length] as OpenClient;
    const onDone = () => {
      doneAt[index] = Date.now();
    };
    while (!isOver) people.push(await live(adapter, onDone, people.length % 2 === 0));
  });

  const waits: number[] = [];
  for (const end = Date.now() + STORM_MS; Date.now() < end; ) {
    await pause(2_000 + Math.random() * 2_000);
    await server.crash();
    await pause(Math.random() * 4_000);
    await server.start();
    const answered = Date.now();
    const isServed = () => doneAt.every((at) => at > answered);
    await expect.poll(isServed, { timeout: BACK_MS, interval: 10 }).toBe(true);
    waits.push(Math.max(...doneAt.map((at) => at - answered)));
  }
  isOver = true;
  await Promise.all(work);
  const fates = people.flatMap(({ fates }) => Object.values(fates));
  const count = (fate: string) => fates.filter((each) => each === fate).length;
  console.log(
    `${waits.length} crashes under ${people.length} people: ${count('done')} calls done, ${count('not done')} not done,`,
    `${count('unknown')} unknown; all were served again ${waits.join(', ')} ms after MySQL answered`,
  );

  expect(people.flatMap(({ surprises }) => surprises)).toEqual([]);
  // Otherwise no crash met anybody.
  expect(count('not done')).toBeGreaterThan(0);
  const beneath = `${server.beneath}/vt_plain_0`;
  const kept = await readKept(beneath);
  expect(people.flatMap((person) => brokenPromises(person, kept))).toEqual([]);
  expect(await readWrong(beneath)).toEqual([]);

  const lockedOut: unknown[] = [];
  const left = [...people];
  const check = async () => {
    for (let person = left.pop(); person; person = left.pop())
      if (!(await signInAgain(person))) lockedOut.push(person.fates);
  };
  await Promise.all(Array.from({ length: CLIENTS }, check));
  expect(lockedOut).toEqual([]);
  expect(await readWrong(beneath)).toEqual([]);
}, 600_000);
