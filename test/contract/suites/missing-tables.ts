import { sql } from 'drizzle-orm';
import { beforeAll, expect, it } from 'vitest';
import type { OpenBackend, Refusal } from '../../backends/backend.ts';
import { inAnHour, newUser, unique } from '../../support/rows/samples.ts';

const ADVICE =
  'Run the migrations (docs/migrating.md), which this database lacks, or pass the tables that it has.';

/** vtgate's errors for tables and columns that it does not know, with their numbers in MySQL's protocol. */
const inVitess: readonly (Refusal & { readonly code: string })[] = [
  { errno: 1105, message: 'table users not found', code: 'TABLE_NOT_FOUND' },
  { errno: 1109, message: "VT05004: table 'users' does not exist", code: 'VT05004' },
  { errno: 1146, message: "VT05005: table 'users' does not exist in keyspace 'app'", code: 'VT05005' },
  { errno: 1054, message: "VT03019: column 'users.image' not found", code: 'VT03019' },
];

/** A database whose migrations have not run, or not all of them. */
export function missingTablesContract(backend: () => OpenBackend): void {
  beforeAll(async () => {
    await backend().db.execute(sql`drop table sessions`);
    await backend().db.execute(sql`alter table verification_tokens drop column expires`);
  });

  it('says that a table is missing and what to do about it, and asks once', async () => {
    const adapter = backend().adapter();
    const { id: userId } = await adapter.createUser(newUser());
    const session = { sessionToken: unique(), userId, expires: inAnHour() };
    const calls = [
      ['read of', 'sessions', () => adapter.getSessionAndUser(session.sessionToken)],
      ['write to', 'sessions', () => adapter.createSession(session)],
    ] as const;
    for (const [kind, table, call] of calls) await expectMissing(call, kind, table);
  });

  it('deletes nobody where a table of theirs is missing, and says so', async () => {
    const adapter = backend().adapter();
    const { id } = await adapter.createUser(newUser());
    await expectMissing(() => adapter.deleteUser(id), 'write to', 'users');
    expect(await adapter.getUser(id)).not.toBeNull();
  });

  async function expectMissing(call: () => Promise<unknown>, kind: string, table: string): Promise<void> {
    const sent = await backend().statementsOf(() =>
      expect(call()).rejects.toMatchObject({
        code: 'DATABASE',
        table,
        message: `The database refused a ${kind} table ${table}: ER_NO_SUCH_TABLE. ${ADVICE}`,
        cause: { errno: 1146, sqlState: '42S02' },
      }),
    );
    expect(sent.filter((statement) => /sessions/.test(statement))).toHaveLength(1);
  }

  it('says the same of a column', async () => {
    const token = { identifier: 'ada@example.com', token: unique(), expires: inAnHour() };
    await expect(backend().adapter().createVerificationToken(token)).rejects.toMatchObject({
      code: 'DATABASE',
      message: `The database refused a write to table verification_tokens: ER_BAD_FIELD_ERROR. ${ADVICE}`,
      cause: { errno: 1054 },
    });
  });

  it.each(inVitess)('says the same of what vtgate calls $code', async ({ code, ...refusal }) => {
    const id = unique().slice(0, 12);
    backend().refuse(new RegExp(`^select .*${id}`), refusal);
    await expect(backend().adapter().getUser(id)).rejects.toMatchObject({
      code: 'DATABASE',
      message: `The database refused a read of table users: ${code}. ${ADVICE}`,
    });
  });
}
