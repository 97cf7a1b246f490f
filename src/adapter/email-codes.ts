import type { VerificationToken } from '@auth/core/adapters';
import { and, eq, getTableName, sql } from 'drizzle-orm';
import type { Database } from '../database/database.ts';
import { oncePerObject } from '../database/once-per-object.ts';
import { read, write } from '../database/run.ts';
import type { Write } from '../database/statement.ts';
import { invalidArgument, requireName, requireRow, requireText } from './arguments.ts';
import { dateFrom } from './columns/dates.ts';
import { canHoldName } from './columns/texts.ts';
import { columnValues } from './columns/values.ts';
import type { AdapterContext } from './context.ts';
import type { MySqlAdapterMethods } from './methods.ts';
import { sha256 } from './sha256.ts';
import { prepareDelete } from './statements/delete.ts';
import { prepareInsert } from './statements/insert.ts';
import { prepareSelect } from './statements/select.ts';
import { withColumns } from './statements/with-columns.ts';
import { codeColumnsOf, columnsOf, filterColumns, isTimestamp } from './tables/columns.ts';
import { selectionOf } from './tables/selection.ts';
import type { Tables } from './tables/tables.ts';

/** How often a code may be guessed. */
export interface EmailCodeLimits {
  /**
   * How many guesses each code allows.
   * @default 5
   */
  readonly allowedAttempts?: number | undefined;
  /**
   * How many guesses an address allows in a day, whatever the number of codes; after that, all of them fail.
   * @default 100
   */
  readonly attemptsPerDay?: number | undefined;
}

type VerificationTokenMethods = Pick<MySqlAdapterMethods, 'createVerificationToken' | 'useVerificationToken'>;

/**
 * Makes the methods that work on sign-in codes: one row for each address, in which a guess is counted before it is
 * compared.
 */
export function makeEmailCodeMethods(
  { connect, now, tables, visible: { verificationTokens: visible } }: AdapterContext,
  limits: true | EmailCodeLimits,
): VerificationTokenMethods {
  const limitValues = limitsOf(limits);
  const { table, ...columns } = requireCodeTable(tables.verificationTokens);
  const { attempts, allowed, code, createdAt, updatedAt, expires, identifier, token } = columns;
  const given = (name: string) => sql`${sql.placeholder(name)}`;
  const isRow = () => and(eq(token, given('key')), eq(identifier, given('identifier')));

  const isRecent = sql`abs(timestampdiff(second, ${createdAt}, ${given('createdAt')})) < 86400`;
  const recentAttempts = sql`if(${isRecent}, ${attempts}, 0)`;
  const insert = prepareInsert<VerificationToken>(table, {
    now,
    visible,
    upsert: {
      // First, so that the date, on which the counts depend, is assigned after them.
      fixed: {
        code: given('hash'),
        allowed: given('allowedAttempts'),
        attempts: sql`0`,
        token: given('key'),
      },
      set: {
        allowed: sql`least(${recentAttempts} + ${given('allowedAttempts')}, ${given('attemptsPerDay')})`,
        attempts: recentAttempts,
        createdAt: sql`if(${isRecent}, ${createdAt}, ${given('createdAt')})`,
        // A sharded database sets no column that it places rows by.
        identifier: undefined,
        token: undefined,
      },
    },
  });
  // The dates stay what they are, also where MySQL has made one a date of the last change.
  const counted = { attempts: sql`${attempts} + 1`, expires, createdAt, updatedAt };
  const count: Write = {
    table: getTableName(table),
    prepare: oncePerObject((db: Database) =>
      db
        .update(withColumns(table, Object.keys(counted)))
        .set(counted as object)
        .where(and(isRow(), sql`${attempts} < ${allowed}`, sql`${expires} > ${given('now')}`))
        .prepare(),
    ),
    isRepeatable: true,
  };
  const select = prepareSelect<{ code: string | null; row: VerificationToken }>(table, (db) =>
    db
      .select({ code, row: selectionOf(visible) })
      .from(table)
      .where(isRow()),
  );
  // Not sent again if no answer comes: only the call that has deleted the row may redeem its code.
  const redeem = prepareDelete(table, () => and(isRow(), eq(code, given('hash'))), false);

  return {
    async createVerificationToken(verificationToken) {
      const given = requireRow(verificationToken, 'verificationToken');
      const values = await valuesOf(
        requireName(given.identifier, 'identifier'),
        requireName(given.token, 'token'),
      );
      return (await insert(await connect(), given, { ...values, ...limitValues })).row;
    },

    async useVerificationToken(params) {
      const { identifier: address = '', token: guess } = requireRow(params, 'params');
      requireText(guess, 'token');
      requireText(address, 'identifier');
      if (!canHoldName(token, guess) || !canHoldName(identifier, address)) return null;
      const values = { ...(await valuesOf(address, guess)), now: columnValues(expires).bind(now()) };
      const db = await connect();
      if ((await write(db, count, values)) === 0) return null;
      const [found] = await read(db, select, values);
      if (found?.code !== values.hash || (await write(db, redeem, values)) !== 1) return null;
      return { ...found.row, token: guess, expires: dateFrom(found.row.expires, expires) };
    },
  };
}

function limitsOf(given: true | EmailCodeLimits) {
  const { allowedAttempts = 5, attemptsPerDay = 100 } = given === true ? {} : requireRow(given, 'emailCodes');
  const limits = { allowedAttempts, attemptsPerDay };
  let least = 1;
  for (const [name, value] of Object.entries(limits)) {
    const got = typeof value === 'number' ? String(value) : undefined;
    if (!(Number.isInteger(value) && value >= least))
      throw invalidArgument(`emailCodes.${name}`, `be a whole number from ${least}`, value, got);
    least = value;
  }
  return limits;
}

/** Returns what names the row of an address, and what the row holds for a code. */
const valuesOf = async (identifier: string, code: string) => ({
  identifier,
  key: await codeKeyOf(identifier),
  hash: await sha256(`${identifier}\0${code}`),
});

/** Returns the key of the row of an address: another one for each spelling, and never the token of a link. */
export const codeKeyOf = async (identifier: string) => `codes:${await sha256(identifier)}`;

function requireCodeTable(table: Tables['verificationTokens']) {
  const codes = table && codeColumnsOf(table);
  const { createdAt, updatedAt } = table ? filterColumns(columnsOf(table), isTimestamp) : {};
  if (codes && createdAt && updatedAt) return { ...table, ...codes, createdAt, updatedAt, table };
  throw invalidArgument(
    'tables.verificationTokens',
    'have emailCodeColumns() and the dates createdAt and updatedAt for `emailCodes` (see drizzle/0007_email_codes.sql)',
    table,
    table && 'a table without',
  );
}
