import type { VerificationToken } from '@auth/core/adapters';
import { and, eq, getTableName, sql } from 'drizzle-orm';
import type { Database } from '../database/database.ts';
import { oncePerObject } from '../database/once-per-object.ts';
import { read, write } from '../database/run.ts';
import type { Write } from '../database/statement.ts';
import { addressKeyOf, addressTableUnfit, requireAddressTable } from './address-rows.ts';
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
import { codeColumnsOf } from './tables/columns.ts';
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
   * How many guesses an address allows in a day, whatever the number of codes; after that, all of them fail. The day
   * begins with the first code, so around its end twice as many may come close together.
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
  const param = (name: string) => sql`${sql.placeholder(name)}`;
  const isRow = () => and(eq(token, param('key')), eq(identifier, param('identifier')));

  const isRecent = sql`abs(timestampdiff(second, ${createdAt}, ${param('createdAt')})) < 86400`;
  const recentAttempts = sql`if(${isRecent}, ${attempts}, 0)`;
  const insert = prepareInsert<VerificationToken>(table, {
    now,
    visible,
    upsert: {
      // First, so that the date, on which the counts depend, is assigned after them.
      fixed: {
        code: param('hash'),
        allowed: param('allowedAttempts'),
        attempts: sql`0`,
        token: param('key'),
      },
      set: {
        allowed: sql`least(${recentAttempts} + ${param('allowedAttempts')}, ${param('attemptsPerDay')})`,
        attempts: recentAttempts,
        createdAt: sql`if(${isRecent}, ${createdAt}, ${param('createdAt')})`,
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
        .where(and(isRow(), sql`${attempts} < ${allowed}`, sql`${expires} > ${param('now')}`))
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
  const redeem = prepareDelete(table, () => and(isRow(), eq(code, param('hash'))), false);

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
      const [found, another] = await read(db, select, values);
      // Where the Drizzle table does not say which keys there are.
      if (another) throw addressTableUnfit(table);
      if (found?.code !== values.hash || (await write(db, redeem, values)) !== 1) return null;
      return { ...found.row, token: guess, expires: dateFrom(found.row.expires, expires) };
    },
  };
}

function limitsOf(given: true | EmailCodeLimits) {
  const { allowedAttempts = 5, attemptsPerDay = 100 } = requireRow(given === true ? {} : given, 'emailCodes');
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
  key: await addressKeyOf(identifier),
  hash: await sha256(`${identifier}\0${code}`),
});

function requireCodeTable(given: Tables['verificationTokens']) {
  const codes = given && codeColumnsOf(given);
  if (codes) return { ...requireAddressTable(given), ...codes };
  throw invalidArgument(
    'tables.verificationTokens',
    'have emailCodeColumns() for `emailCodes` (see drizzle/0007_email_codes.sql)',
    given,
    given && 'a table without',
  );
}
