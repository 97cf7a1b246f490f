import { sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/mysql2';
import { createPool, type Pool } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, inject, it, onTestFinished } from 'vitest';
import { runSql } from '../../../dev/mysql/run-sql.ts';
import { createDatabase, type TemporaryDatabase } from '../../../dev/mysql.ts';
import { leanPool } from '../../../src/mysql2.ts';
import { request, waysToWatch } from './ways-to-watch.ts';

/** Does a bit of everything with a database, and returns its answers. */
async function useIn(client: Pool, logQuery: (query: string, params: unknown[]) => void): Promise<unknown[]> {
  const db = drizzle({ client, logger: { logQuery } });
  const answers: unknown[] = [];
  const ask = async (work: Promise<unknown>) =>
    answers.push(await work.catch(({ message, cause }: Error) => ({ message, cause: String(cause) })));
  const at = sql`cast(${'2026-01-31 12:34:56'} as datetime)`;
  for (const id of [1, 2]) {
    await request.run(`request ${id}`, async () => {
      await ask(db.execute(sql`insert into things values (${id}, ${at})`));
      await ask(db.select({ id: sql`id`, at: sql`at` }).from(sql`things`));
      await ask(db.execute(sql`select nothing`));
      await ask(
        db.transaction(async (transaction) => {
          await transaction.execute(sql`delete from things`);
          throw new Error(`undone by ${request.getStore()}`);
        }),
      );
      await ask(db.transaction((transaction) => transaction.execute(sql`delete from things`)));
      answers.push(request.getStore());
    });
  }
  return answers;
}

describe.each(Object.entries(inject('servers')))('a lean pool on %s', (_kind, serverUrl) => {
  let database: TemporaryDatabase;
  beforeAll(async () => {
    database = await createDatabase(serverUrl);
    await runSql(database.url, 'create table things (id int, at datetime) engine = innodb');
  });
  afterAll(() => database.drop());

  /** Makes a pool of one connection, so that there is one order in which things happen. */
  function pool(): Pool {
    const made = createPool({ uri: database.url, connectionLimit: 1 });
    onTestFinished(() => made.end());
    return made;
  }

  it('tells a logger of Drizzle what it was told', async () => {
    const [plain, lean]: [unknown[], unknown[]] = [[], []];
    const expected = await useIn(pool(), (...query) => plain.push(query));
    expect(await useIn(leanPool(pool()), (...query) => lean.push(query))).toStrictEqual(expected);
    expect(lean).toStrictEqual(plain);
    expect(lean).toHaveLength(18);
  });

  it.each(Object.entries(waysToWatch))('shows what the pool shows to %s', async (_way, watch) => {
    const seen: unknown[] = [];
    const watched = await watch(pool(), (what) => seen.push(what));
    const expected = await useIn(watched, () => {});
    const plain = seen.splice(0);
    expect(await useIn(leanPool(watched), () => {})).toStrictEqual(expected);
    expect(withoutFunctions(seen)).toStrictEqual(withoutFunctions(plain));
    expect(seen.length).toBeGreaterThan(3);
  });

  it('shows itself to what is put in the place of its query later on', async () => {
    const client = pool();
    const db = drizzle({ client: leanPool(client) });
    const statement = db.select({ at: sql`at` }).from(sql`things`).prepare();
    await statement.execute();
    const seen: unknown[] = [];
    waysToWatch['a query of its own']?.(client, (query) => seen.push(query));
    await statement.execute();
    expect(seen).toHaveLength(1);
  });

  it.each<[string, (client: Pool, see: () => void) => Pool]>([
    [
      'a Proxy around it',
      (client, see) =>
        new Proxy(client, {
          get(target, key) {
            if (key === 'query') see();
            return Reflect.get(target, key);
          },
        }),
    ],
    [
      'an object that inherits from it',
      (client, see) =>
        Object.create(client, {
          query: {
            value(...args: Parameters<Pool['query']>) {
              see();
              return client.query(...args);
            },
          },
        }),
    ],
    [
      'what is put in the place of its own query',
      (client, see) => {
        const query = client.query.bind(client) as (...args: unknown[]) => unknown;
        return Object.assign(client, {
          query(...args: unknown[]) {
            see();
            return query(...args);
          },
        });
      },
    ],
  ])('shows its queries to %s', async (_what, around) => {
    for (const open of [pool, () => leanPool(pool())]) {
      let seen = 0;
      const db = drizzle({ client: around(open(), () => seen++) });
      expect(await db.select({ at: sql`at` }).from(sql`things`)).toEqual([]);
      expect(seen).toBe(1);
    }
  });

  it('passes nothing by that was put into the class of mysql2 before', async () => {
    const client = pool();
    const prototype = Object.getPrototypeOf(client);
    const { query } = prototype;
    let seen = 0;
    prototype.query = function (...args: unknown[]) {
      seen++;
      return query.apply(this, args);
    };
    onTestFinished(() => void Object.assign(prototype, { query }));
    await drizzle({ client: leanPool(client) }).execute(sql`select 1`);
    expect(seen).toBe(1);
  });

  it('follows a Proxy whose pool is another one from now on', async () => {
    let current = pool();
    const client = new Proxy(current, { get: (_, key) => Reflect.get(current, key) });
    const db = drizzle({ client: leanPool(client) });
    const sessionOf = async (database: Pick<typeof db, 'execute'>) => {
      const [rows] = (await database.execute(sql`select connection_id() as id`)) as unknown as [
        { id: number }[],
      ];
      return rows[0]?.id;
    };
    const before = await sessionOf(db);
    expect(before).toBeDefined();
    current = pool();
    expect(await sessionOf(db)).not.toBe(before);
    expect(await db.transaction((transaction) => sessionOf(transaction))).not.toBe(before);
  });

  it('says where the query was that fails', async () => {
    const db = drizzle({ client: leanPool(pool()) });
    async function showThePage() {
      await db.execute(sql`select nothing`);
    }
    const { cause } = (await showThePage().catch((error: unknown) => error)) as { cause: Error };
    expect(cause.message).toContain('nothing');
    expect(cause.stack).toContain(`Error: ${cause.message}\n    at `);
    expect(cause.stack).toContain('showThePage');
    expect(cause).toMatchObject({ code: 'ER_BAD_FIELD_ERROR', errno: 1054 });
  });

  it('captures no stack for a pool that wants none', async () => {
    const untraced = createPool({ uri: database.url, trace: false });
    onTestFinished(() => untraced.end());
    for (const client of [untraced, leanPool(untraced)]) {
      const error = await drizzle({ client })
        .execute(sql`select nothing`)
        .catch((error: unknown) => error);
      expect((error as { cause: Error }).cause.stack).not.toContain('queryWithCache');
    }
  });
});

/** Leaves out functions, which are others for each query that Drizzle makes. */
const withoutFunctions = (seen: unknown[]): unknown =>
  JSON.parse(JSON.stringify(seen, (_, value) => (typeof value === 'function' ? `a function` : value)));
