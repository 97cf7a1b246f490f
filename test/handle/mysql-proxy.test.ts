import { drizzle } from 'drizzle-orm/mysql-proxy';
import { createPool, type Pool, type TypeCast } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { createDatabase, type TemporaryDatabase } from '../../dev/mysql.ts';
import { MySqlAdapter } from '../../src/index.ts';
import { createTables } from '../backends/backend.ts';
import { expectWholeLife, wholeLifeOptions } from '../support/calls/whole-life.ts';
import { inAnHour, newAccount, signIn, unique } from '../support/rows/samples.ts';

// Drizzle 1.0 makes no dates of text here, unless it is told to.
const { mysql2Codecs: codecs } = (await import('drizzle-orm/mysql2')) as { mysql2Codecs?: object };

const DATES = ['TIMESTAMP', 'DATETIME', 'DATE'];

/** A type cast that leaves dates as text, which is what Drizzle's driver expects. */
const typeCast: TypeCast = (field, next) => (DATES.includes(field.type) ? field.string() : next());

describe.each(Object.entries(inject('servers')))('a MySQL proxy before %s', (_kind, serverUrl) => {
  let database: TemporaryDatabase;
  let pool: Pool;
  beforeAll(async () => {
    database = await createDatabase(serverUrl);
    await createTables(database.url, {});
    pool = createPool({ uri: database.url, typeCast });
  });
  afterAll(async () => {
    await pool.end();
    await database.drop();
  });

  /** Makes a database over a function that runs statements, and has no transactions. */
  const proxied = (config: object = { codecs }) =>
    drizzle(async (sql, values, method) => {
      const [rows, fields] = await pool.query({ sql, values, rowsAsArray: method === 'all' });
      // What comes over HTTP is JSON.
      return { rows: JSON.parse(JSON.stringify(fields ? rows : [rows])) };
    }, config);

  it('serves a whole life', async () => {
    await expectWholeLife(MySqlAdapter(proxied(), wholeLifeOptions));
  });

  it('signs somebody in, and deletes them with everything', async () => {
    const adapter = MySqlAdapter(proxied());
    const { userId, sessionToken } = await signIn(adapter);
    const account = await adapter.linkAccount(newAccount(userId));
    expect(await adapter.getSessionAndUser(sessionToken)).toMatchObject({ user: { id: userId } });
    await adapter.deleteUser(userId);
    expect(await adapter.getSessionAndUser(sessionToken)).toBeNull();
    expect(await adapter.getUserByAccount(account)).toBeNull();
  });

  it.each(codecs ? [{}] : [])(
    'says that it gives text for moments, by which nothing would end',
    async (none) => {
      const { sessionToken } = await signIn(MySqlAdapter(proxied()));
      const link = { identifier: unique('ada'), token: unique('token'), expires: inAnHour() };
      await MySqlAdapter(proxied()).createVerificationToken(link);
      const adapter = MySqlAdapter(proxied(none));
      const refused = { code: 'UNSUPPORTED_CLIENT', column: 'expires' };
      await expect(adapter.getSessionAndUser(sessionToken)).rejects.toMatchObject(refused);
      await expect(adapter.useVerificationToken(link)).rejects.toMatchObject(refused);
    },
  );

  it('needs no transaction, not even a function for one', async () => {
    const db = Object.assign(proxied(), { transaction: undefined });
    await expectWholeLife(MySqlAdapter(db as never, wholeLifeOptions));
  });
});
