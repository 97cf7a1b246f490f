import { drizzle } from 'drizzle-orm/mysql2';
import type { RowDataPacket } from 'mysql2/promise';
import { describe, expect, it } from 'vitest';
import { type Database, MySqlAdapter } from '../../src/index.ts';
import { type Pruned, prune } from '../../src/maintenance.ts';
import { anHourAgo, inAnHour, unique, uniqueEmail } from '../support/rows/samples.ts';
import { openSite, type Site, sites, ways } from './open-site.ts';

const FILLING = { sessions: 20 };

/**
 * Says whether a DELETE is under way in the site's database while somebody waits for a row.
 *
 * information_schema.innodb_trx would say whether it is the same statement, but does not renew what it says while it is
 * asked often.
 */
async function isDeletionWaiting({ direct }: Site): Promise<boolean> {
  const [waits] = await direct.query<RowDataPacket[]>(
    "show global status where variable_name = 'Innodb_row_lock_current_waits' and value > 0",
  );
  const [deletions] = await direct.query<RowDataPacket[]>(
    "select 1 from information_schema.processlist where db = database() and info like 'delete%'",
  );
  return waits.length > 0 && deletions.length > 0;
}

/** Prunes while something is done in a transaction that is committed when a DELETE waits for it. */
async function pruneBeside(site: Site, work: (transaction: Database) => Promise<unknown>): Promise<Pruned> {
  const { pruning } = await drizzle({ client: site.direct }).transaction(async (transaction) => {
    // Until it is committed, prune reads what was there before.
    await work(transaction);
    const pruning = prune(site.adapter);
    pruning.catch(() => {}); // awaited below
    await expect.poll(() => isDeletionWaiting(site), { timeout: 20_000 }).toBe(true);
    return { pruning };
  });
  return pruning;
}

describe.each(sites)('a prune over %s, on the %s tables', (way, schema) => {
  it('keeps a session that is prolonged after its key was read and before it is deleted', async () => {
    const site = await openSite(way, schema, FILLING);
    const [rows] = await site.direct.query<RowDataPacket[]>(
      'select session_token from sessions where expires < utc_timestamp() order by id desc limit 1',
    );
    const sessionToken: string = rows[0]?.session_token;
    const pruned = await pruneBeside(site, (transaction) =>
      // On another server, whose clock is late.
      MySqlAdapter(transaction, { tables: site.tables, now: anHourAgo }).updateSession({
        sessionToken,
        expires: inAnHour(),
      }),
    );
    expect(pruned).toEqual({ sessions: FILLING.sessions - 1, verificationTokens: 0, done: true });
    expect(await site.lost([sessionToken, ...site.live])).toEqual([]);
  });
});

describe.each(ways)('a prune over %s', (way) => {
  it('keeps a code that takes the place of an old one after that was read and before it is deleted', async () => {
    const site = await openSite(way, 'production', { sessions: 0 });
    const { tables } = site;
    const options = { tables, emailCodes: true } as const;
    const code = { identifier: uniqueEmail(), token: unique('code'), expires: inAnHour() };
    const twoDaysAgo = () => new Date(Date.now() - 2 * 86_400_000);
    const pool = drizzle({ client: site.direct });
    await MySqlAdapter(pool, { ...options, now: twoDaysAgo }).createVerificationToken({
      ...code,
      expires: twoDaysAgo(),
    });
    const pruned = await pruneBeside(site, (transaction) =>
      MySqlAdapter(transaction, options).createVerificationToken(code),
    );
    expect(pruned).toEqual({ sessions: 0, verificationTokens: 0, done: true });
    expect(await MySqlAdapter(pool, options).useVerificationToken(code)).toEqual(code);
  });
});
