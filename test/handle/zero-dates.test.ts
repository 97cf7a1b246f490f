import { createPool, type Pool } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { createDatabase, type TemporaryDatabase } from '../../dev/mysql.ts';
import { MySqlAdapter } from '../../src/mysql2.ts';
import { createTables } from '../backends/backend.ts';
import { inAnHour, signIn, unique } from '../support/rows/samples.ts';

describe.each(Object.entries(inject('servers')))(
  'a date of zeros, as a lax %s writes',
  (_kind, serverUrl) => {
    let database: TemporaryDatabase;
    let pool: Pool;
    beforeAll(async () => {
      database = await createDatabase(serverUrl);
      await createTables(database.url, {});
      pool = createPool(database.url);
      pool.pool.on('connection', (connection) => connection.query("set sql_mode = ''"));
    });
    afterAll(async () => {
      await pool.end();
      await database.drop();
    });

    it('has ended long ago, for a session and for a link', async () => {
      const adapter = MySqlAdapter(pool);
      const { sessionToken } = await signIn(adapter);
      const link = { identifier: unique('ada'), token: unique('token'), expires: inAnHour() };
      await adapter.createVerificationToken(link);
      for (const table of ['sessions', 'verification_tokens'])
        await pool.query(`update ${table} set expires = '0000-00-00'`);
      expect(await adapter.getSessionAndUser(sessionToken)).toBeNull();
      await adapter.updateSession({ sessionToken, expires: inAnHour() });
      expect(await adapter.getSessionAndUser(sessionToken)).toBeNull();
      // Auth.js compares it with the clock.
      expect(Number((await adapter.useVerificationToken(link))?.expires)).toBeLessThan(Date.now());
    });
  },
);
