import { createPool } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, inject, it, onTestFinished } from 'vitest';
import { createDatabase, type ServerKind, type TemporaryDatabase } from '../../dev/mysql.ts';
import { startMySqlProxy } from '../../dev/mysql-proxy.ts';
import { MySqlAdapter } from '../../src/mysql2.ts';
import { createTables } from '../backends/backend.ts';
import { query } from '../support/databases/query.ts';
import { newUser } from '../support/rows/samples.ts';
import { createPlainUser } from './plain-user.ts';
import { startTcpRelay } from './tcp-relay.ts';

const LOCKED = 'ER_ACCOUNT_HAS_BEEN_LOCKED';
const EXPIRED = { errno: 1820, code: 'ER_MUST_CHANGE_PASSWORD' };

/** Reasons to turn a user away, with each server's errors. */
const reasons = [
  {
    name: 'is locked',
    alter: 'account lock',
    mysql: { errno: 3118, code: LOCKED },
    mariadb: { errno: 4151, code: LOCKED },
  },
  {
    name: 'has a password that expired',
    alter: 'password expire',
    mysql: { errno: 1862, code: 'ER_MUST_CHANGE_PASSWORD_LOGIN' },
    mariadb: EXPIRED,
  },
  {
    name: 'is let in with a password that expired, to change it',
    alter: 'password expire',
    flags: ['CAN_HANDLE_EXPIRED_PASSWORDS'],
    mysql: EXPIRED,
    mariadb: EXPIRED,
  },
];

describe.each(Object.entries(inject('servers')))('a user of %s', (kind, serverUrl) => {
  let database: TemporaryDatabase;
  beforeAll(async () => {
    database = await createDatabase(serverUrl);
    await createTables(database.url, {});
  });
  afterAll(() => database?.drop());

  it.each(reasons)(
    'who $name is told at once that the database cannot be reached, and why',
    async (reason) => {
      const said = reason[kind as ServerKind];
      const url = new URL(database.url);
      url.username = new URL(await createPlainUser(serverUrl)).username;
      const relay = await startTcpRelay(url.href);
      const proxy = await startMySqlProxy(relay.url);
      const pool = createPool({ uri: proxy.url, flags: reason.flags ?? [] });
      onTestFinished(async () => {
        pool.pool.end(() => {});
        await proxy.close();
        await relay.close();
        await query(serverUrl, `drop user ${url.username}`);
      });
      await query(serverUrl, `alter user ${url.username} ${reason.alter}`);
      const adapter = MySqlAdapter(pool);
      for (const call of [() => adapter.getUser('x'), () => adapter.createUser(newUser())]) {
        const before = relay.opened();
        proxy.clear();
        await expect(call()).rejects.toMatchObject({
          code: 'CONNECTION_LOST',
          message: `The database could not be reached: ${said.code}. Check the user name and the password.`,
          cause: said,
        });
        expect(relay.opened()).toBeLessThanOrEqual(before + 1);
        expect(proxy.statements.length).toBeLessThanOrEqual(1);
      }
    },
  );
});
