import { setTimeout as pause } from 'node:timers/promises';
import { createPool } from 'mysql2/promise';
import { describe, expect, it, onTestFinished } from 'vitest';
import { clearAtOnce, clearWithPrune } from '../../../bench/maintenance/clear.ts';
import { fillSql, liveSessionOf, liveSessionsOf, peopleFor } from '../../../bench/maintenance/fill.ts';
import { statementTimes, timeQueries } from '../../../bench/maintenance/statement-times.ts';
import { beginVisits } from '../../../bench/maintenance/visits.ts';
import { basicTables } from '../../../bench/tables/ours.ts';
import { runSql } from '../../../dev/mysql/run-sql.ts';
import { prune } from '../../../src/maintenance.ts';
import { MySqlAdapter } from '../../../src/mysql2.ts';
import { newDatabase, servers } from '../../support/databases/new-database.ts';
import { query } from '../../support/databases/query.ts';

const EXPIRED = 1990;
const PEOPLE = peopleFor(EXPIRED);

describe.each(servers)('deletions to measure on %s', (server) => {
  async function openFilled() {
    const url = await newDatabase(server);
    await runSql(url, `${basicTables}\n${fillSql(PEOPLE)}`);
    const pool = createPool(url);
    onTestFinished(() => pool.end());
    const times = statementTimes();
    timeQueries(pool, times);
    return { url, times, adapter: MySqlAdapter(pool) };
  }
  const sessionsIn = (url: string) =>
    query(url, 'select count(*) as n, sum(expires < utc_timestamp()) as expired from sessions');

  it('begin with as many expired sessions as were asked for, at least, and live ones among them', async () => {
    const { url, adapter } = await openFilled();
    expect(PEOPLE).toBe(100);
    expect(await sessionsIn(url)).toEqual([{ n: 2500, expired: '2000' }]);
    expect(liveSessionsOf(PEOPLE)).toBe(500);
    for (const person of [0, 57, PEOPLE - 1]) {
      const { userId, sessionToken } = liveSessionOf(person);
      expect((await adapter.getSessionAndUser(sessionToken))?.user.id).toBe(userId);
    }
  });

  it('are done beside people who find their sessions, wait, and leave nothing behind', async () => {
    const { url, adapter } = await openFilled();
    const end = beginVisits(adapter, PEOPLE);
    await pause(500);
    const { waitsMs, failed } = await end();
    expect(waitsMs.length).toBeGreaterThan(0);
    expect(failed).toBe(0);
    expect(await sessionsIn(url)).toEqual([{ n: 2500, expired: '2000' }]);
  });

  it('count the sessions that are gone, and the statements of prune', async () => {
    const { url, adapter, times } = await openFilled();
    const cleared = await clearWithPrune(prune, adapter, times);
    expect(cleared).toMatchObject({ rows: 2000, statements: times.ms.length });
    expect(cleared.statements).toBeGreaterThan(4);
    expect(cleared.longestMs).toBeLessThanOrEqual(cleared.totalMs);
    expect(await sessionsIn(url)).toEqual([{ n: 500, expired: '0' }]);
    expect((await clearAtOnce((await openFilled()).url)).rows).toBe(2000);
  });
});
