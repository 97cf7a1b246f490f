import { mysqlTable, timestamp, varchar } from 'drizzle-orm/mysql-core';
import { createPool, type Pool } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { createDatabase, type TemporaryDatabase } from '../../dev/mysql.ts';
import { MySqlAdapter } from '../../src/mysql2.ts';
import * as schema from '../../src/schema/index.ts';
import { createTables } from '../backends/backend.ts';
import { newUser } from '../support/rows/samples.ts';

const usersOf = (name: string) =>
  mysqlTable(name, {
    id: varchar('id', { length: 12 }).primaryKey(),
    name: varchar('name', { length: 255 }),
    email: varchar('email', { length: 255 }).unique(),
    emailVerified: timestamp('email_verified', { fsp: 3 }),
    image: varchar('image', { length: 255 }),
  });

/** The declarations of the column: without a default, and with one like create-t3-app's. */
const forms = { stamped: '', filled: 'default current_timestamp(3)' };

// As MariaDB before 10.10 does, and any server that is set so.
const implicit = 'set explicit_defaults_for_timestamp = off';

describe.each(Object.entries(inject('servers')))(
  'a timestamp column that %s has made NOT NULL and ON UPDATE by itself',
  (kind, serverUrl) => {
    let database: TemporaryDatabase;
    let pool: Pool;
    beforeAll(async () => {
      database = await createDatabase(serverUrl);
      await createTables(database.url, {});
      pool = createPool(database.url);
      pool.pool.on('connection', (connection) => connection.query(implicit));
      for (const [name, verified] of Object.entries(forms))
        await pool.query(`create table ${name} (id varchar(12) primary key, name varchar(255),
          email varchar(255) unique, email_verified timestamp(3) ${verified}, image varchar(255))`);
    });
    afterAll(async () => {
      await pool.end();
      await database.drop();
    });

    it('is made so here', async () => {
      for (const [name, form] of [
        ['stamped', /NOT NULL DEFAULT current_timestamp\(3\) ON UPDATE/i],
        ['filled', /NOT NULL DEFAULT current_timestamp\(3\)(?! ON UPDATE)/i],
      ] as const) {
        const [rows] = await pool.query(`show create table ${name}`);
        expect(JSON.stringify(rows)).toMatch(form);
      }
    });

    it.each(Object.keys(forms))(
      'is returned by createUser as the row has it, though null was given: %s',
      async (name) => {
        const adapter = MySqlAdapter(pool, { tables: { ...schema, users: usersOf(name) } });
        for (const emailVerified of [null, undefined]) {
          const created = await adapter.createUser({ ...newUser(), emailVerified } as never);
          expect(created.emailVerified).toBeInstanceOf(Date);
          expect(await adapter.getUser(created.id)).toEqual(created);
        }
        const given = await adapter.createUser(
          newUser({ emailVerified: new Date('2026-01-31T12:00:00.123Z') }),
        );
        expect(given.emailVerified?.getMilliseconds()).toBe(123);
        const updated = await adapter.updateUser({ id: given.id, name: `Ada on ${kind}` });
        expect(await adapter.getUser(given.id)).toEqual(updated);
      },
    );
  },
);
