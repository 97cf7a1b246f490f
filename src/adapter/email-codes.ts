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
import { codeColumnsOf, columnsOf } from './tables/columns.ts';
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
  { connect, now, tables: { verificationTokens }, visible }: AdapterContext,
  limits: true | EmailCodeLimits,
): VerificationTokenMethods {
  const { allowedAttempts, attemptsPerDay } = limitsOf(limits);
  const table = requireCodeTable(verificationTokens);
  const { attempts, allowed, code, createdAt, updatedAt, expires, identifier, token } = table.columns;
  const given = (name: string) => sql`${sql.placeholder(name)}`;
  const isRow = () => and(eq(token, given('token')), eq(identifier, given('identifier')));

  const isRecent = sql`abs(timestampdiff(second, ${createdAt}, ${given('createdAt')})) < 86400`;
  const recentAttempts = sql`if(${isRecent}, ${attempts}, 0)`;
  const insert = prepareInsert<VerificationToken>(table.table, {
    now,
    visible: visible.verificationTokens,
    upsert: {
      fixed: { code: given('hash'), allowed: given('allowedAttempts'), attempts: sql`0` },
      // The date comes last, since the counts depend on what it was.
      set: {
        code: given('hash'),
        allowed: sql`least(${recentAttempts} + ${given('allowedAttempts')}, ${given('attemptsPerDay')})`,
        attempts: recentAttempts,
        expires: given('expires'),
        createdAt: sql`if(${isRecent}, ${createdAt}, ${given('createdAt')})`,
        updatedAt: given('updatedAt'),
      },
    },
  });
  const count: Write = {
    table: getTableName(table.table),
    prepare: oncePerObject((db: Database) =>
      db
        .update(withColumns(table.table, ['attempts', 'createdAt', 'updatedAt']))
        // The dates stay what they are, also where MySQL has made one a date of the last change.
        .set({
          attempts: sql`${attempts} + 1`,
          createdAt: sql`${createdAt}`,
          updatedAt: sql`${updatedAt}`,
        } as object)
        .where(and(isRow(), sql`${attempts} < ${allowed}`, sql`${expires} > ${given('now')}`))
        .prepare(),
    ),
    isRepeatable: true,
  };
  const select = prepareSelect<{ code: string | null; expires: unknown }>(table.table, (db) =>
    db.select({ code, expires }).from(table.table).where(isRow()),
  );
  // Not sent again if no answer comes: only the call that has deleted the row may redeem its code.
  const redeem = prepareDelete(table.table, () => and(isRow(), eq(code, given('hash'))), false);

  return {
    async createVerificationToken(verificationToken) {
      const row = requireRow(verificationToken, 'verificationToken');
      const hash = await hashOf(requireName(row.identifier, 'identifier'), requireName(row.token, 'token'));
      const key = await codeKeyOf(row.identifier);
      await insert(await connect(), { ...row, token: key }, { hash, allowedAttempts, attemptsPerDay });
      return row;
    },

    async useVerificationToken(params) {
      const { identifier: address = '', token: guess } = requireRow(params, 'params');
      requireText(guess, 'token');
      if (!canHoldName(identifier, requireText(address, 'identifier'))) return null;
      const hash = await hashOf(address, guess);
      const row = { identifier: address, token: await codeKeyOf(address), hash };
      const db = await connect();
      if ((await write(db, count, { ...row, now: columnValues(expires).bind(now()) })) === 0) return null;
      const [found] = await read(db, select, row);
      if (found?.code !== hash || (await write(db, redeem, row)) !== 1) return null;
      return { identifier: address, token: guess, expires: dateFrom(found.expires, expires) };
    },
  };
}

function limitsOf(given: true | EmailCodeLimits) {
  const { allowedAttempts = 5, attemptsPerDay = 100 } = given === true ? {} : requireRow(given, 'emailCodes');
  for (const [value, least] of [
    [allowedAttempts, 1],
    [attemptsPerDay, allowedAttempts],
  ] as const)
    if (!(Number.isInteger(value) && value >= least && value < 2 ** 32))
      throw invalidArgument('emailCodes', `have whole numbers from ${least}`, value, String(value));
  return { allowedAttempts, attemptsPerDay };
}

/** Returns what a row holds for a code. */
const hashOf = (identifier: string, code: string) => sha256(`${identifier}\0${code}`);

/** Returns the key of the row of an address: another one for each spelling, and never the token of a link. */
export const codeKeyOf = async (identifier: string) => `codes:${await sha256(identifier)}`;

function requireCodeTable(table: Tables['verificationTokens']) {
  const codes = table && codeColumnsOf(table);
  const { createdAt, updatedAt } = table ? columnsOf(table) : {};
  if (codes && createdAt && updatedAt)
    return { table, columns: { ...table, ...codes, createdAt, updatedAt } };
  throw invalidArgument(
    'tables.verificationTokens',
    'have emailCodeColumns(), createdAt and updatedAt for `emailCodes` (see drizzle/0007_email_codes.sql)',
    table,
    'a table without',
  );
}
