import { sql } from 'drizzle-orm';
import { boolean, char, datetime, decimal, int, json, mysqlTable, varchar } from 'drizzle-orm/mysql-core';
import { beforeAll, expect, it } from 'vitest';
import type { AdapterTables } from '../../../src/index.ts';
import * as schema from '../../../src/schema/index.ts';
import type { OpenBackend } from '../../backends/backend.ts';
import { newUser } from '../../support/rows/samples.ts';

/** A table with columns whose values the database rewrites, computes, or changes by itself. */
const users = mysqlTable('people', {
  id: varchar('id', { length: 12 }).primaryKey(),
  name: varchar('name', { length: 255 }),
  email: varchar('email', { length: 255 }).unique(),
  emailVerified: datetime('verified', { fsp: 6 }),
  image: varchar('image', { length: 255 }),
  credit: decimal('credit', { precision: 10, scale: 2 }),
  isAdmin: boolean('is_admin'),
  country: char('country', { length: 5 }),
  settings: json('settings'),
  initial: varchar('initial', { length: 1 }).generatedAlwaysAs(sql`left(name, 1)`),
  version: int('version')
    .notNull()
    .default(1)
    .$onUpdateFn(() => sql`version + 1`),
  code: varchar('code', { length: 36 }).$defaultFn(() => sql`uuid()`),
  changes: int('changes').$onUpdateFn(() => sql`coalesce(changes, 0) + 1`),
});
const tables: AdapterTables = { ...schema, users };

export function extraTypesContract(backend: () => OpenBackend): void {
  beforeAll(async () => {
    await backend().db.execute(sql`create table people (id varchar(12) primary key, name varchar(255),
      email varchar(255) unique, verified datetime(6), image varchar(255), credit decimal(10,2), is_admin boolean,
      country char(5), settings json, initial varchar(1) generated always as (left(name, 1)), version int not null default 1,
      code varchar(36), changes int)`);
  });

  it('returns from a write what a read returns, also where the database rewrites the value', async () => {
    const adapter = backend().adapter({ tables });
    const extra = { credit: '1.5', isAdmin: 1, country: 'x  ', settings: { theme: 'dark', none: undefined } };
    const created = await adapter.createUser({ ...newUser(), ...extra } as never);
    expect(created).toMatchObject({ credit: '1.50', isAdmin: true, country: 'x', initial: 'A', version: 1 });
    expect(await adapter.getUser(created.id)).toEqual(created);
  });

  it('accepts the whole user in an update, and lets the database do its own part', async () => {
    const adapter = backend().adapter({ tables });
    const created = await adapter.createUser({ ...newUser(), isAdmin: true } as never);
    const { version: _, ...rest } = created as typeof created & { version: number };
    expect(await adapter.updateUser({ ...rest, name: 'Bea' })).toMatchObject({ initial: 'B', version: 2 });
    expect(await adapter.updateUser({ ...rest, name: 'Cid' })).toMatchObject({ initial: 'C', version: 3 });
  });

  it('lets the database work out defaults that are SQL, for each row anew', async () => {
    const adapter = backend().adapter({ tables });
    const codes = new Set<string>();
    for (const _ of [1, 2, 3]) {
      const created = await adapter.createUser(newUser());
      expect(created).toMatchObject({ code: expect.stringMatching(/^[0-9a-f-]{36}$/), changes: 1 });
      codes.add((created as unknown as { code: string }).code);
    }
    expect(codes.size).toBe(3);
    expect(await adapter.createUser({ ...newUser(), code: 'given' } as never)).toMatchObject({
      code: 'given',
    });
  });

  it('refuses values that a column cannot take, before anything is sent', async () => {
    const adapter = backend().adapter({ tables });
    const circular: Record<string, unknown> = {};
    circular.self = circular;
    const sent = await backend().statementsOf(async () => {
      const wrong = [{ settings: circular }, { credit: sql`1 + 1` }, { version: null }];
      for (const extra of wrong) {
        const refused = adapter.createUser({ ...newUser(), ...extra } as never);
        await expect(refused).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
      }
    });
    expect(sent).toEqual([]);
  });
}
