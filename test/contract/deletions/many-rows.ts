import { sql } from 'drizzle-orm';
import type { MySql2Database } from 'drizzle-orm/mysql2';
import { expect, it } from 'vitest';
import { MySqlAdapter } from '../../../src/index.ts';
import { verbAndTable } from '../verb-and-table.ts';
import type { Site } from './open-site.ts';
import { NOTHING, newPerson, type Person, rowsOf } from './person-with-rows.ts';

const bookkeeping = 'now(), now()';

/** The most rows that one statement stores. */
const BATCH = 1_000;

export function manyRowsSuite(site: () => Site): void {
  const run = (statement: string) => site().open.db.execute(sql.raw(statement));

  /** Stores so many rows, whose values are those of a number, in a table with these columns. */
  async function insert(into: string, count: number, values: (number: number) => string): Promise<void> {
    const rows = Array.from({ length: count }, (_, number) => `(${values(number)})`);
    for (let start = 0; start < count; start += BATCH)
      await run(`insert into ${into} values ${rows.slice(start, start + BATCH).join()}`);
  }

  async function addRows({ id }: Person, { sessions, others }: { sessions: number; others: number }) {
    await insert(
      'sessions (user_id, expires, session_token, created_at, updated_at)',
      sessions,
      (number) => `'${id}', '2100-01-01', '${id}-${number}', ${bookkeeping}`,
    );
    await insert(
      'accounts (user_id, type, provider, provider_account_id, created_at, updated_at)',
      others,
      (number) => `'${id}', 'oauth', 'github', '${id}-${number}', ${bookkeeping}`,
    );
    if (!site().isProduction) return;
    await insert(
      `authenticators (credential_id, user_id, provider_account_id, credential_public_key, counter,
        credential_device_type, credential_backed_up, created_at, updated_at)`,
      others,
      (number) =>
        `'${id}-${number}', '${id}', '${id}-${number}', 'key', 0, 'multiDevice', true, ${bookkeeping}`,
    );
  }

  /** Deletes a user in a transaction, and returns how many rows the server read for it. */
  async function rowsRead({ id }: Person): Promise<number> {
    const db = site().open.source() as MySql2Database;
    return db.transaction(async (transaction) => {
      const total = async () => {
        const answer: unknown = await transaction.execute(sql`show session status like 'Handler_read%'`);
        return [...valuesIn(answer)].reduce((sum, value) => sum + value, 0);
      };
      const before = await total();
      await MySqlAdapter(transaction, { tables: site().tables }).deleteUser(id);
      return (await total()) - before;
    });
  }

  it.each([
    ['10,000 sessions', { sessions: 10_000, others: 5 }],
    ['50 accounts, 50 sessions and 50 passkeys', { sessions: 50, others: 50 }],
  ])('deletes %s in one statement, and multiplies no rows by those of all others', async (_what, counts) => {
    const person = await newPerson(site());
    await addRows(person, counts);
    let read = 0;
    const sent = await site().open.statementsOf(async () => {
      read = await rowsRead(person);
    });
    expect(sent.map(verbAndTable).filter((each) => /^delete sessions/.test(each))).toHaveLength(1);
    expect(await rowsOf(site(), person)).toEqual(NOTHING);
    const [many, few] = [counts.sessions, counts.others];
    // A server may read the rows of one table for each row of another, but never those of a third for each pair.
    const pairs = 2 * many * few + few * few;
    expect(read).toBeLessThan(2_000 + 2 * pairs + 5 * many);
    expect(read).toBeGreaterThan(many);
  });
}

/** Finds the numbers of a status in rows of any driver's form. */
function* valuesIn(answer: unknown): Generator<number> {
  const rows = Array.isArray(answer) ? answer[0] : Object(answer).rows;
  for (const row of rows) yield Number(row.Value);
}
