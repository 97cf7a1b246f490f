import { sql } from 'drizzle-orm';
import { datetime, mysqlTable, varchar } from 'drizzle-orm/mysql-core';
import { beforeAll, expect, it } from 'vitest';
import type { AdapterTables } from '../../../src/index.ts';
import * as schema from '../../../src/schema/index.ts';
import type { OpenBackend } from '../../backends/backend.ts';
import { newUser, unique } from '../../support/rows/samples.ts';

/** Makes SQL with a new value each time, like `uuid_to_bin(?)` with a UUID that is made here. */
const shouted = () => sql`upper(${unique('value')})`;

const users = mysqlTable('stamped_users', {
  id: varchar('id', { length: 12 }).primaryKey(),
  name: varchar('name', { length: 255 }),
  email: varchar('email', { length: 255 }),
  emailVerified: datetime('email_verified', { fsp: 6 }),
  image: varchar('image', { length: 255 }),
  made: varchar('made', { length: 255 }).$defaultFn(shouted),
  changed: varchar('changed', { length: 255 }).$onUpdateFn(shouted),
});
const tables: AdapterTables = { ...schema, users };

export function sqlDefaultsContract(backend: () => OpenBackend): void {
  beforeAll(async () => {
    await backend().db.execute(sql`create table stamped_users (id varchar(12) primary key, name varchar(255),
      email varchar(255), email_verified datetime(6), image varchar(255), made varchar(255), changed varchar(255))`);
  });

  it('asks for SQL with values in it anew for each row and each update', async () => {
    const adapter = backend().adapter({ tables });
    const rows: Record<string, unknown>[] = [];
    for (const _ of [1, 2]) {
      const { id } = await adapter.createUser(newUser());
      for (const name of ['Ada', 'Grace']) rows.push({ ...(await adapter.updateUser({ id, name })) });
    }
    expect(rows).toMatchObject(rows.map(() => ({ made: expect.stringMatching(/^VALUE-/) })));
    expect(new Set(rows.map(({ made }) => made)).size).toBe(2);
    expect(new Set(rows.map(({ changed }) => changed)).size).toBe(4);
  });
}
