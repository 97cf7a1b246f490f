import { and, eq, getTableName, sql } from 'drizzle-orm';
import { addressKeyOf, requireAddressTable } from '../adapter/address-rows.ts';
import {
  invalidArgument,
  requireFunction,
  requireName,
  requireRow,
  requireText,
} from '../adapter/arguments.ts';
import { columnValues } from '../adapter/columns/values.ts';
import type { AdapterContext } from '../adapter/context.ts';
import { type AdapterSource, partsOf } from '../adapter/parts.ts';
import { prepareInsert } from '../adapter/statements/insert.ts';
import { withColumns } from '../adapter/statements/with-columns.ts';
import type { Database } from '../database/database.ts';
import { isDuplicate } from '../database/errors/database-error.ts';
import { oncePerObject } from '../database/once-per-object.ts';
import { write } from '../database/run.ts';
import type { Write } from '../database/statement.ts';

/** What `callbacks.signIn` is given, in any version of Auth.js. */
export interface CodeRequest {
  readonly account?: { readonly providerAccountId?: unknown } | null | undefined;
  readonly email?: { readonly verificationRequest?: boolean | undefined } | undefined;
}

/** How often a code may be requested, and what happens to a request that comes too soon. */
export interface CodeRequestLimit<Request extends CodeRequest = CodeRequest> {
  /**
   * Seconds between two mails to one address.
   * @default 60
   */
  readonly minIntervalSeconds?: number | undefined;
  /**
   * Where a request that comes too soon is sent: a path of the site, such as the page that asks for the code.
   * @default Auth.js's error page, with `AccessDenied`
   */
  readonly redirectTo?: string | undefined;
  /** A `callbacks.signIn` of your own, which is asked first. */
  readonly signIn?: ((request: Request) => SignInAnswer | PromiseLike<SignInAnswer>) | undefined;
}

type SignInAnswer = boolean | string;

/**
 * Makes a `callbacks.signIn` that lets one mail go to an address in a minute, however many requests race.
 *
 * Auth.js sends the mail before it asks the adapter for anything, so it has to be stopped here. Every other sign-in
 * passes. One or two statements for a request, none for anything else. Rejects with `INVALID_ARGUMENT` for an address
 * that is not text, or empty, and with `VALUE_TOO_LONG` for one that no row can hold; then Auth.js shows its error
 * page, and no mail goes out.
 *
 * @see https://authjs.dev/reference/core#signin
 * @example
 * callbacks: { signIn: limitCodeRequests(adapter, { redirectTo: '/code?again' }) }
 */
export function limitCodeRequests<Request extends CodeRequest = CodeRequest>(
  adapter: AdapterSource,
  options: CodeRequestLimit<Request> = {},
): (request: Request) => Promise<SignInAnswer> {
  const { minIntervalSeconds = 60, redirectTo, signIn } = requireRow(options, 'options');
  requireSeconds(minIntervalSeconds);
  if (redirectTo !== undefined) requireText(redirectTo, 'redirectTo');
  if (signIn !== undefined) requireFunction(signIn, 'signIn');
  return async (request) => {
    const answer = signIn ? await signIn(request) : true;
    // To Auth.js, a string is the page to go to, and anything else passes that is true as a condition.
    if (!answer || typeof answer === 'string' || !request.email?.verificationRequest) return answer;
    const identifier = requireName(request.account?.providerAccountId, 'account.providerAccountId');
    const { context } = await partsOf(adapter);
    const isInTime = await requestsOf(context).note(identifier, minIntervalSeconds);
    return isInTime || (redirectTo ?? false);
  };
}

/** Prepares noting a request, once for each adapter. */
const requestsOf = oncePerObject(({ connect, now: clock, tables, visible }: AdapterContext) => {
  const columns = requireAddressTable(tables.verificationTokens);
  const { table, createdAt, updatedAt, identifier, token, expires } = columns;
  const param = (name: string) => sql`${sql.placeholder(name)}`;
  const renewed = {
    // So that the row is not cleaned up, unless it is that of a code, which keeps its end.
    expires: sql`if(${expires} > ${param('end')}, ${expires}, ${param('end')})`,
    // What it is, also where MySQL has made it a date of the last change.
    createdAt,
    updatedAt: param('now'),
  };
  const isRow = and(eq(token, param('token')), eq(identifier, param('identifier')));
  // Also where a clock that was ahead has been set back since.
  const isOld = sql`abs(timestampdiff(second, ${updatedAt}, ${param('now')})) >= ${param('seconds')}`;
  const renew: Write = {
    table: getTableName(table),
    prepare: oncePerObject((db: Database) =>
      db
        .update(withColumns(table, Object.keys(renewed)))
        .set(renewed as object)
        .where(and(isRow, isOld))
        .prepare(),
    ),
  };
  const insert = prepareInsert(table, { now: clock, visible: visible.verificationTokens });

  return {
    async note(address: string, seconds: number): Promise<boolean> {
      const moment = clock();
      const row = {
        identifier: columnValues(identifier).bind(address),
        token: await addressKeyOf(address),
        expires: moment,
      };
      const db = await connect();
      const [now, end] = [updatedAt, expires].map((column) => columnValues(column).bind(moment));
      const values = { ...row, now, end, seconds };
      if ((await write(db, renew, values)) > 0) return true;
      try {
        await insert(db, row);
        return true;
      } catch (error) {
        if (isDuplicate(error)) return false;
        throw error;
      }
    },
  };
});

function requireSeconds(value: unknown): void {
  // Expired rows are deleted after a day.
  if (typeof value === 'number' && value >= 1 && value <= 86_400) return;
  const got = typeof value === 'number' ? String(value) : undefined;
  throw invalidArgument('minIntervalSeconds', 'be a number from 1 to 86400', value, got);
}
