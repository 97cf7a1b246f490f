import { and, eq, ne } from 'drizzle-orm';
import fc from 'fast-check';
import { beforeAll, beforeEach, expect, it } from 'vitest';
import { users } from '../../../src/schema/index.ts';
import type { Adapter, OpenBackend } from '../../backends/backend.ts';
import { anyMoment, anyRow, anyText } from '../any-value/arbitraries.ts';
import { address, type Fates, isRow, moment, required, rowOf, text } from '../any-value/expected-values.ts';
import { anyNewName } from '../any-value/row-writes.ts';
import {
  NOW,
  readTables,
  storePeople,
  type Tables,
  visible,
  writeTables,
} from '../any-value/stored-people.ts';
import { outcomeOf } from '../outcome.ts';

/** A method that changes one row of Ada's. */
interface Update {
  readonly table: 'users' | 'sessions';
  call(adapter: Adapter, changes: object): Promise<unknown>;
  isHers(row: object): boolean;
  readonly fates: Fates;
  readonly usual: Readonly<Record<string, fc.Arbitrary<unknown>>>;
  returned(row: object): unknown;
}

const updates: Readonly<Record<string, Update>> = {
  updateUser: {
    table: 'users',
    call: (adapter, changes) => adapter.updateUser({ ...changes, id: 'ada' }),
    isHers: (row) => 'email' in row && row.email === 'ada@example.com',
    fates: { name: text(255), email: address, image: text(255), emailVerified: moment },
    usual: {
      name: anyText(),
      email: anyNewName('Alan@example.com'),
      image: anyText(),
      emailVerified: anyMoment(),
    },
    returned: visible,
  },
  updateSession: {
    table: 'sessions',
    call: (adapter, changes) => adapter.updateSession({ ...changes, sessionToken: 'a session of ada' }),
    isHers: (row) => 'sessionToken' in row && row.sessionToken === 'a session of ada',
    fates: { expires: required(moment) },
    usual: { expires: anyMoment(), device: anyText() },
    returned: () => undefined,
  },
};

/** Whatever an update is given is stored as it was given, or nothing changes. */
export function updatePropertiesContract(backend: () => OpenBackend): void {
  let tables: Tables;
  beforeAll(async () => {
    tables = await storePeople(backend());
  });
  beforeEach(() => writeTables(backend(), tables));

  /** Returns the error for an address that is somebody else's to the database. */
  async function obstacleOf(email: unknown) {
    const isOthers = and(eq(users.email, email as string), ne(users.id, 'ada'));
    const [other] = await backend().db.select().from(users).where(isOthers);
    if (!other) return undefined;
    return other.email?.toLowerCase() === String(email).toLowerCase() ? 'EMAIL_TAKEN' : 'EMAIL_LOOKALIKE';
  }

  it.each(Object.entries(updates))('%s changes what it is given, or nothing', async (_, update) => {
    const { table, fates, isHers } = update;
    const adapter = backend().adapter({ now: () => NOW, logger: { warn: () => {} } });
    const property = fc.asyncProperty(anyRow(update.usual).filter(isRow), async (given) => {
      // Undefined leaves a column alone.
      const isGiven = ([key]: [string, unknown]) => (given as Record<string, unknown>)[key] !== undefined;
      const changes = rowOf(Object.fromEntries(Object.entries(fates).filter(isGiven)), given);
      const obstacle = await obstacleOf(changes?.email ?? null);
      const outcome = await outcomeOf(() => update.call(adapter, given));
      const after = await readTables(backend());
      try {
        const changed = obstacle ? {} : (changes ?? {});
        const rows = tables[table].map((row) => (isHers(row) ? { ...row, ...changed } : row));
        expect(after).toEqual({ ...tables, [table]: rows });
        const hers = rows[tables[table].findIndex(isHers)] ?? {};
        if (changes && !obstacle) expect(outcome).toEqual({ returned: update.returned(hers) });
        else
          expect(outcome).toEqual({
            failed: obstacle ?? expect.toBeOneOf(['INVALID_ARGUMENT', 'VALUE_TOO_LONG']),
          });
      } finally {
        await writeTables(backend(), { [table]: tables[table] });
      }
    });
    await fc.assert(property, { numRuns: 40, endOnFailure: true });
  });
}
