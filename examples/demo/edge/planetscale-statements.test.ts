import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDatabase, type TemporaryDatabase } from '../../../dev/mysql.ts';
import { type PlanetScaleServer, startPlanetScale } from '../../../dev/planetscale.ts';
import { RequestHistory } from '../statement-log.ts';
import { mysqlForTests } from '../testing/find-mysql.ts';
import { TOKENS_KEY } from '../testing/tokens-key.ts';
import { openDatabase } from './open-database.ts';
import { type Fetch, recordPlanetScaleStatements } from './planetscale-statements.ts';

const REQUESTS = 30;

describe.skipIf(!mysqlForTests)("the statements of PlanetScale's driver", () => {
  let database: TemporaryDatabase;
  let planetScale: PlanetScaleServer;

  beforeAll(async () => {
    database = await createDatabase(mysqlForTests ?? '');
    planetScale = await startPlanetScale(database.url);
  });

  afterAll(async () => {
    await planetScale?.close();
    await database?.drop();
  });

  function recorder(limit?: number) {
    const open = (send: Fetch) => openDatabase(planetScale.url, TOKENS_KEY, send);
    return recordPlanetScaleStatements(open, new RequestHistory(limit));
  }

  it('gives every request its own statements, with the begin and end of its transaction', async () => {
    const log = recorder(REQUESTS);
    const numbers = Array.from({ length: REQUESTS }, (_, index) => index);
    await Promise.all(
      numbers.map((number) =>
        log.record(String(number), async ({ db }) => {
          await db.execute(sql.raw(`select 'first of ${number}'`));
          await db.transaction((tx) => tx.execute(sql.raw(`select 'second of ${number}'`)));
        }),
      ),
    );

    const recorded = log.latest().map(({ name, statements }) => [name, statements.map((one) => one.sql)]);
    expect(Object.fromEntries(recorded)).toEqual(
      Object.fromEntries(
        numbers.map((number) => [
          String(number),
          [`select 'first of ${number}'`, 'BEGIN', `select 'second of ${number}'`, 'COMMIT'],
        ]),
      ),
    );
  });

  it('keeps a failed statement, with the time it took', async () => {
    const log = recorder();
    await expect(log.record('some', ({ db }) => db.execute(sql`select no_such_column`))).rejects.toThrow();
    const [{ statements } = { statements: [] }] = log.latest();
    expect(statements).toEqual([{ sql: 'select no_such_column', milliseconds: expect.any(Number) }]);
  });
});
