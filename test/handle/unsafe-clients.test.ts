import { drizzle } from 'drizzle-orm/mysql2';
import { createPool, createPoolCluster, type Pool } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, inject, it, onTestFinished } from 'vitest';
import { createDatabase, type TemporaryDatabase } from '../../dev/mysql.ts';
import { MySqlAdapter as MySqlAdapterOnDatabase } from '../../src/index.ts';
import { MySqlAdapter } from '../../src/mysql2.ts';
import { createTables } from '../backends/backend.ts';
import { newUser, signIn, unique } from '../support/rows/samples.ts';

describe.each(Object.entries(inject('servers')))(
  'a client on %s whose text might be SQL',
  (_kind, serverUrl) => {
    let database: TemporaryDatabase;
    beforeAll(async () => {
      database = await createDatabase(serverUrl);
      await createTables(database.url, {});
    });
    afterAll(() => database.drop());

    /** Makes a client that passes everything on to a pool, and that cannot be recognized as mysql2's. */
    function wrapped(sqlMode: string) {
      const pool = createPool(database.url);
      onTestFinished(() => pool.end());
      pool.pool.on('connection', (connection) => connection.query(`set sql_mode = '${sqlMode}'`));
      const { query, execute, getConnection } = pool;
      return {
        query: query.bind(pool),
        execute: execute.bind(pool),
        getConnection: getConnection.bind(pool),
      };
    }

    it('is refused with its first write under NO_BACKSLASH_ESCAPES, if it is not known to be mysql2’s', async () => {
      const on = (sqlMode: string) => MySqlAdapterOnDatabase(drizzle({ client: wrapped(sqlMode) as Pool }));
      const { userId } = await signIn(on('TRADITIONAL'));
      expect(await on('TRADITIONAL').updateUser({ id: userId, name: 'Ada' })).toMatchObject({ name: 'Ada' });
      const unsafe = on('NO_BACKSLASH_ESCAPES');
      const refused = {
        code: 'UNSUPPORTED_CLIENT',
        message: expect.stringContaining('NO_BACKSLASH_ESCAPES'),
      };
      await expect(unsafe.createUser(newUser())).rejects.toMatchObject(refused);
      await expect(unsafe.updateUser({ id: userId, name: 'Eve' })).rejects.toMatchObject(refused);
    });

    it.each(['latin1', 'sjis'])(
      'sends a cluster of %s no letter that could end a quotation there',
      async (charset) => {
        const cluster = createPoolCluster();
        onTestFinished(() => cluster.end());
        cluster.add('primary', { uri: database.url, charset });
        const client = cluster.of('primary') as unknown as Pool;
        const plain = createPool(database.url);
        onTestFinished(() => plain.end());
        const theirs = MySqlAdapter(plain);
        const { sessionToken } = await signIn(theirs);
        for (const adapter of [MySqlAdapter(client), MySqlAdapterOnDatabase(drizzle({ client }))]) {
          // In latin1 the first letter is sent as an apostrophe, in the Japanese charsets the second as a backslash.
          for (const letter of ['ħ', '¥', '¥ħ', 'ŧ']) {
            await adapter.deleteSession(`${unique()}${letter}) or 1=1 -- `);
            await adapter.deleteSession(`${unique()}${letter}' or 1=1 -- `);
          }
        }
        expect(await theirs.getSessionAndUser(sessionToken)).not.toBeNull();
      },
    );
  },
);
