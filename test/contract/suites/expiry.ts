import { eq, getTableName, sql } from 'drizzle-orm';
import { customType, date, datetime, mysqlTable, timestamp, varchar } from 'drizzle-orm/mysql-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { AdapterTables } from '../../../src/index.ts';
import * as schema from '../../../src/schema/index.ts';
import type { OpenBackend } from '../../backends/backend.ts';
import { signIn } from '../../support/rows/samples.ts';

const key = {
  sessionToken: varchar('token', { length: 255 }).primaryKey(),
  userId: varchar('user_id', { length: 12 }).notNull(),
};

/** A custom type that leaves the precision of a moment to the column. */
const fromDriver = (text: string) => new Date(`${text.replace(' ', 'T')}Z`);
const ownDate = customType<{ data: Date; driverData: string }>({
  dataType: () => 'datetime',
  toDriver: (moment) => moment.toISOString().slice(0, 23).replace('T', ' '),
  fromDriver,
});
const ownTimestamp = customType<{ data: Date; driverData: string }>({
  dataType: () => 'timestamp(3)',
  fromDriver,
});

/** Tables that keep the end of a session less precisely than the package's own, or in another form. */
const tablesOfSessions = [
  mysqlTable('in_seconds', { ...key, expires: datetime('expires').notNull() }),
  mysqlTable('in_milliseconds', { ...key, expires: datetime('expires', { fsp: 3 }).notNull() }),
  mysqlTable('as_timestamp', { ...key, expires: timestamp('expires').notNull() }),
  mysqlTable('as_precise_timestamp', { ...key, expires: timestamp('expires', { fsp: 6 }).notNull() }),
  mysqlTable('by_own_date', { ...key, expires: ownDate('expires').notNull() }),
  mysqlTable('by_own_timestamp', { ...key, expires: ownTimestamp('expires').notNull() }),
  mysqlTable('in_days', { ...key, expires: date('expires').notNull() }),
];

const GIVEN = new Date('2030-06-01T12:34:56.789Z');
const LATER = new Date('2031-01-01T00:00:00.000Z');

const justBefore = (moment: Date) => new Date(Number(moment) - 1);

export function expiryContract(backend: () => OpenBackend): void {
  describe.each(tablesOfSessions.map((sessions) => [getTableName(sessions), sessions] as const))(
    'kept %s',
    (_name, sessions) => {
      const type = sessions.expires.getSQLType();
      const tables: AdapterTables = { ...schema, sessions };
      const at = (moment: Date) => backend().adapter({ tables, now: () => moment });
      const rowsOf = (sessionToken: string) =>
        backend().db.select().from(sessions).where(eq(sessions.sessionToken, sessionToken));

      beforeAll(async () => {
        await backend().db.execute(sql`create table ${sessions}
          (token varchar(255) primary key, user_id varchar(12) not null, expires ${sql.raw(type)} not null)`);
      });

      it('ends a session at the very moment that is kept, for every method', async () => {
        const { sessionToken, expires } = await signIn(at(new Date(0)), undefined, GIVEN);
        const endsAt = async (moment: Date) =>
          (await at(justBefore(moment)).getSessionAndUser(sessionToken))?.session.expires;
        expect(await endsAt(expires)).toEqual(expires);
        await at(expires).updateSession({ sessionToken, expires: LATER });
        expect(await endsAt(expires)).toEqual(expires);
        await at(justBefore(expires)).updateSession({ sessionToken, expires: LATER });
        expect(await endsAt(LATER)).toEqual(LATER);
        expect(await at(LATER).getSessionAndUser(sessionToken)).toBeNull();
        expect(await rowsOf(sessionToken)).toMatchObject([{ expires: LATER }]);
      });
    },
  );

  it('shows a session again that another request extends while it is found to be over', async () => {
    const { sessions } = schema;
    const { sessionToken } = await signIn(backend().adapter(), undefined, GIVEN);
    const adapter = backend().adapter({ now: () => GIVEN });
    await backend().db.transaction(async (other) => {
      await other.update(sessions).set({ expires: LATER }).where(eq(sessions.sessionToken, sessionToken));
      // Does not wait for the row, which the other request has locked.
      expect(await adapter.getSessionAndUser(sessionToken)).toBeNull();
    });
    expect((await adapter.getSessionAndUser(sessionToken))?.session.expires).toEqual(LATER);
  });
}
