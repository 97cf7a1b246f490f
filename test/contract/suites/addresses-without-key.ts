import { eq, sql } from 'drizzle-orm';
import { index, type MySqlColumn, mysqlTable, timestamp, uniqueIndex, varchar } from 'drizzle-orm/mysql-core';
import { beforeAll, expect, it, vi } from 'vitest';
import * as schema from '../../../src/schema/index.ts';
import type { OpenBackend } from '../../backends/backend.ts';
import { newUser, uniqueEmail } from '../../support/rows/samples.ts';

const columns = () => ({
  id: varchar('id', { length: 255 })
    .primaryKey()
    .$defaultFn(() => crypto.randomUUID()),
  name: varchar('name', { length: 255 }),
  email: varchar('email', { length: 255 }).notNull(),
  emailVerified: timestamp('email_verified', { fsp: 3 }),
  image: varchar('image', { length: 255 }),
});

/** Makes the table of users that create-t3-app and older pages of Auth.js have: no unique index on the address. */
const newTable = () => mysqlTable('keyless_users', columns(), (table) => [index('by_name').on(table.name)]);

type Names = Record<'email' | 'name', MySqlColumn>;

/** Where no unique index keeps an address with one user, the adapter does so as far as it can. */
export function addressesWithoutKeyContract(backend: () => OpenBackend): void {
  beforeAll(() =>
    backend().db.execute(sql`create table keyless_users (id varchar(255) primary key, name varchar(255),
      email varchar(255) not null, email_verified timestamp(3) null, image varchar(255))`),
  );

  function newAdapter(users = newTable()) {
    const warn = vi.fn();
    return { users, warn, adapter: backend().adapter({ tables: { ...schema, users }, logger: { warn } }) };
  }

  it('makes one user of many first sign-ins with one address at once', async () => {
    const { users, adapter } = newAdapter();
    const { adapter: other } = newAdapter(users);
    const email = uniqueEmail();
    const tries = Array.from({ length: 8 }, (_, number) =>
      (number % 2 ? adapter : other).createUser(newUser({ email: number % 3 ? email : email.toUpperCase() })),
    );
    const results = await Promise.allSettled(tries);
    const made = results.filter(({ status }) => status === 'fulfilled');
    expect(made).toHaveLength(1);
    for (const result of results.filter(({ status }) => status === 'rejected'))
      expect(result).toMatchObject({
        reason: { code: 'EMAIL_TAKEN', table: 'keyless_users', column: 'email' },
      });
    expect(await backend().db.$count(users, eq(users.email, email))).toBe(1);
  });

  it('lets people of other addresses sign up at the same time, and one whose address was refused before', async () => {
    const { adapter } = newAdapter();
    const email = uniqueEmail();
    const refused = adapter.createUser(newUser({ email, name: 'x', emailVerified: 'no date' as never }));
    const waiting = adapter.createUser(newUser({ email }));
    await expect(refused).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    await expect(waiting).resolves.toMatchObject({ email });
    const emails = Array.from({ length: 5 }, uniqueEmail);
    const made = await Promise.all(emails.map((each) => adapter.createUser(newUser({ email: each }))));
    expect(made.map((user) => user.email)).toEqual(emails);
  });

  it('gives nobody the address of another in an update', async () => {
    const { users, adapter } = newAdapter();
    const [ada, eve] = [await adapter.createUser(newUser()), await adapter.createUser(newUser())];
    const taken = adapter.updateUser({ id: eve.id, email: ada.email.toUpperCase() });
    await expect(taken).rejects.toMatchObject({ code: 'EMAIL_TAKEN' });
    const email = uniqueEmail();
    const both = await Promise.allSettled([ada, eve].map(({ id }) => adapter.updateUser({ id, email })));
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await backend().db.$count(users, eq(users.email, email))).toBe(1);
    const grace = await adapter.createUser(newUser());
    const renamed = { ...grace, email: grace.email.toUpperCase(), name: 'Grace' };
    expect(await adapter.updateUser(renamed)).toEqual(renamed);
  });

  it('looks once before it inserts, and warns once per table that it lacks the unique index', async () => {
    const { users, adapter, warn } = newAdapter();
    await adapter.createUser(newUser());
    const sent = await backend().statementsOf(() =>
      adapter.createUser(newUser({ emailVerified: new Date('2026-01-31') })),
    );
    expect(sent.map((statement) => statement.split(' ')[0])).toEqual(['select', 'insert']);
    const { warn: again } = newAdapter(users);
    expect(again).not.toHaveBeenCalled();
    expect(warn.mock.calls).toEqual([
      [expect.stringMatching(/^The Drizzle table keyless_users declares no unique index on email/)],
    ]);
  });

  it.each([
    ['a unique column', () => mysqlTable('keyless_users', { ...columns(), email: columns().email.unique() })],
    ['a unique index', () => mysqlTable('keyless_users', columns(), (t) => [uniqueIndex('one').on(t.email)])],
    [
      'a unique index over the lower case',
      () => mysqlTable('keyless_users', columns(), (t) => [uniqueIndex('one').on(sql`(lower(${t.email}))`)]),
    ],
    [
      'a unique index over the lower case in words of its own',
      () => mysqlTable('keyless_users', columns(), () => [uniqueIndex('one').on(sql`(LOWER(\`email\`))`)]),
    ],
  ])('neither looks nor warns where the table declares %s', async (_, table) => {
    const { adapter, warn } = newAdapter(table() as never);
    await adapter.createUser(newUser());
    const sent = await backend().statementsOf(() =>
      adapter.createUser(newUser({ emailVerified: new Date('2026-01-31') })),
    );
    expect(sent.map((statement) => statement.split(' ')[0])).toEqual(['insert']);
    expect(warn).not.toHaveBeenCalled();
  });

  it.each([
    ['two columns', (t: Names) => uniqueIndex('two').on(t.email, t.name)],
    ['two columns, in lower case', (t: Names) => uniqueIndex('two').on(sql`(lower(${t.email}))`, t.name)],
    ['both in one', (t: Names) => uniqueIndex('two').on(sql`(concat(${t.email}, ${t.name}))`)],
    [
      'some of them',
      (t: Names) => uniqueIndex('two').on(sql`(case when ${t.name} is null then ${t.email} end)`),
    ],
    ['no key, but an index', (t: Names) => index('two').on(t.email)],
  ])('looks where a unique key is over more or less than the address: %s', async (_, key) => {
    const table = mysqlTable('keyless_users', columns(), (t) => [key(t)]);
    const { adapter, warn } = newAdapter(table as never);
    const sent = await backend().statementsOf(() => adapter.createUser(newUser()));
    expect(sent[0]).toMatch(/^select/);
    expect(warn).toHaveBeenCalledTimes(1);
  });

  it('lets users who are there twice change anything but their address', async () => {
    const { users, adapter } = newAdapter();
    const email = uniqueEmail();
    const emails = [email, email.toUpperCase()];
    for (const [number, each] of emails.entries())
      await backend()
        .db.insert(users)
        .values({ id: `${email}${number}`, email: each });
    const twins = await Promise.all(emails.map((_, number) => adapter.getUser(`${email}${number}`)));
    for (const twin of twins) {
      const changed = { ...twin, id: twin?.id ?? '', name: 'Ada King' };
      expect(await adapter.updateUser(changed as never)).toEqual(changed);
    }
    const eve = await adapter.createUser(newUser());
    await expect(adapter.updateUser({ id: eve.id, email })).rejects.toMatchObject({ code: 'EMAIL_TAKEN' });
  });
}
