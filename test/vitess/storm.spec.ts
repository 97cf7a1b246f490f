import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { applyMigrations } from '../support/databases/apply-migrations.ts';
import { query } from '../support/databases/query.ts';
import { clients, drivers, type OpenClient } from './clients.ts';
import { send } from './failing.ts';
import { brokenPromises, readKept, readWrong } from './kept.ts';
import { live, type Person, signInAgain } from './lives.ts';
import { type OwnVitess, startOwnVitess } from './own-vitess.ts';
import { createPeople, keyspaces } from './people.ts';

const CLIENTS = 20;
const STORM_MS = 60_000;
const SHARDS_MS = 20_000;

/** Vitess is to serve everybody again 3 s after its MySQL answers; a machine that is busy with other tests may take longer. */
const BACK_MS = 20_000;

let server: OwnVitess;
beforeAll(async () => {
  server = await startOwnVitess({ keyspaces: [keyspaces.many] });
  await applyMigrations(`${server.url}/plain`);
  await createPeople(server.url, []);
});
afterAll(() => server?.remove());

/** Connects every driver to a keyspace, for its part of the clients, until the test ends. */
async function openAll(keyspace: string): Promise<OpenClient[]> {
  const url = `${server.url}/${keyspace}`;
  const open = await Promise.all(drivers.map((driver) => clients[driver](url, CLIENTS / drivers.length)));
  onTestFinished(async () => {
    for (const client of open) await client.close();
  });
  return open;
}

/**
 * Has clients do work over and over, while the MySQL beneath is killed and started again for so long.
 *
 * Returns after how many milliseconds each of them got something done again, from when the MySQL answered. The work is
 * told how to say that something is done.
 */
async function storm(
  ms: number,
  open: OpenClient[],
  work: (client: OpenClient, onDone: () => void) => Promise<void>,
) {
  const doneAt = Array.from({ length: CLIENTS }, () => 0);
  let isOver = false;
  const working = doneAt.map(async (_, index) => {
    const client = open[index % open.length] as OpenClient;
    const onDone = () => {
      doneAt[index] = Date.now();
    };
    while (!isOver) await work(client, onDone);
  });
  const waits: number[] = [];
  try {
    for (const end = Date.now() + ms; Date.now() < end; ) {
      await pause(2_000 + Math.random() * 2_000);
      await server.crash();
      await pause(Math.random() * 4_000);
      await server.start();
      const answered = Date.now();
      const isServed = () => doneAt.every((at) => at > answered);
      await expect.poll(isServed, { timeout: BACK_MS, interval: 10 }).toBe(true);
      waits.push(Math.max(...doneAt.map((at) => at - answered)));
    }
  } finally {
    isOver = true;
    await Promise.all(working);
  }
  return waits;
}

it('a storm of crashes of the MySQL beneath loses nothing that was acknowledged and locks nobody out', async () => {
  const people: Person[] = [];
  const waits = await storm(STORM_MS, await openAll('plain'), async ({ adapter }, onDone) => {
    people.push(await live(adapter, onDone, people.length % 2 === 0));
  });
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

it('connections to several shards are of use again after a crash, which vtgate had believed to be in a failed transaction', async () => {
  let id = 0;
  const codes: unknown[] = [];
  const waits = await storm(SHARDS_MS, await openAll('many'), async ({ db }, onDone) => {
    const own = ++id;
    await pause(20);
    const insert = sql`insert into people (id, email, name) values (${own}, ${`ada${own}@example.com`}, 'Ada')`;
    await send(db, 'write', insert).then(onDone, ({ code }) => codes.push(code));
  });
  console.log(`on two shards all were served again ${waits.join(', ')} ms after MySQL answered`);
  for (const code of new Set(codes))
    expect(['CONNECTION_LOST', 'OUTCOME_UNKNOWN', 'RETRIES_EXHAUSTED']).toContain(code);
  const rows = await query(`${server.url}/many`, 'select count(*) as n from people');
  expect(Number(rows[0]?.n)).toBeGreaterThanOrEqual(id - codes.length);
}, 300_000);
