import { createPool, type Pool, type RowDataPacket } from 'mysql2/promise';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { SessionTokenHashing } from '../../src/index.ts';
import { MySqlAdapter } from '../../src/mysql2.ts';
import { fromDdl, servers } from '../support/databases/new-database.ts';
import { bundleCaller } from '../support/processes/bundle-caller.ts';
import { newUser } from '../support/rows/samples.ts';
import { newPerson, type Person } from './person.ts';
import { type RunningSite, startSite } from './start-site.ts';

/** The values of the option that are side by side while a site is deployed. */
type Step = readonly [old: SessionTokenHashing, next: SessionTokenHashing];

const THERE: readonly Step[] = [
  [false, 'read'],
  ['read', 'migrate'],
  ['migrate', true],
];
const BACK: readonly Step[] = [
  [true, 'migrate'],
  ['migrate', 'read'],
  // Only now does nobody write hashes any more.
  ['read', 'read'],
  ['read', false],
];

const HASHED = "session_token like 'sha256$%'";

describe.each(servers)('processes on %s', (server) => {
  async function openPlace() {
    const url = await fromDdl(server);
    const program = await bundleCaller(import.meta.url);
    onTestFinished(() => program.remove());
    const pool = createPool(url);
    onTestFinished(() => pool.end());
    const adapter = MySqlAdapter(pool);
    const people: Person[] = [];

    /** Signs a new person in at a process. */
    async function signIn(site: RunningSite) {
      const person = newPerson((await adapter.createUser(newUser())).email);
      await person.signIn(site);
      people.push(person);
    }

    /** Runs both sides of a step at once, each in a process of its own, while people come, stay and go. */
    async function deploy([old, next]: Step): Promise<void> {
      const sites = await Promise.all([old, next].map((mode) => startSite(program.file, { url, mode })));
      const visitAll = () => Promise.all(people.map((person) => person.visit(sites)));
      await visitAll();
      for (const site of sites) {
        await signIn(site);
        await signIn(site);
        await visitAll();
      }
      // Who has signed in at one of them signs out at the other.
      for (const site of sites) await people.pop()?.signOut(site, sites);
      await visitAll();
      for (const site of sites) await site.stop();
    }
    return { pool, people, deploy };
  }

  const count = async (pool: Pool, condition: string) => {
    const [[row]] = await pool.query<RowDataPacket[]>(
      `select count(*) as count from sessions where ${condition} and expires > utc_timestamp()`,
    );
    return row?.count as number;
  };

  it('keep everybody signed in, with old and new ones side by side in each step, there and back', {
    timeout: 300_000,
  }, async () => {
    const { pool, people, deploy } = await openPlace();
    for (const step of THERE) {
      // As the page says: no session with a token is left before the last step.
      if (step[1] === true) expect(await count(pool, `not ${HASHED}`)).toBe(0);
      await deploy(step);
    }
    expect(people.length).toBeGreaterThan(0);
    expect(await count(pool, HASHED)).toBe(people.length);

    for (const step of BACK) {
      if (step[1] === false) {
        // As the page says: hashed ones end before the last step, and no others.
        const hashed = await count(pool, HASHED);
        expect(hashed).toBeGreaterThan(0);
        people.splice(0, hashed);
        await pool.query(`delete from sessions where ${HASHED}`);
        expect(people.length).toBeGreaterThan(0);
      }
      await deploy(step);
    }
    expect(await count(pool, HASHED)).toBe(0);
    expect(await count(pool, `not ${HASHED}`)).toBe(people.length);
  });

  it('sign somebody out where a step is left out: old ones that do not find what new ones write', {
    timeout: 120_000,
  }, async () => {
    for (const step of [
      [false, 'migrate'],
      [true, 'read'],
    ] as const) {
      const { deploy } = await openPlace();
      await expect(deploy(step)).rejects.toThrow('to deeply equal');
    }
  });
});
