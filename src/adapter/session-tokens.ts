import type { AdapterSession } from '@auth/core/adapters';
import { eq, inArray, sql } from 'drizzle-orm';
import { invalidArgument } from './arguments.ts';
import { sizeLimit } from './columns/size.ts';
import { canHoldName } from './columns/texts.ts';
import { columnValues } from './columns/values.ts';
import type { AdapterContext } from './context.ts';
import { exactly, exactlyOneOf } from './identity.ts';
import { sha256Function } from './sha256.ts';
import type { AdapterTables } from './tables/tables.ts';

/** Whether the table of sessions holds hashes in place of tokens, or is on its way there. */
export type SessionTokenHashing = 'read' | 'migrate' | boolean;

/** What a hash begins with, and no token may: what is stored would open its own session. */
const PREFIX = 'sha256$';

/** The characters of the prefix, and of 32 bytes in base64url. */
const HASH_LENGTH = 50;

/** Makes the functions that know how the tokens of sessions are stored: as they are, hashed, or both for a while. */
export function sessionTokensOf(
  { hashSessionTokens: hashing, hidesSessionToken }: AdapterContext,
  { sessionToken: column }: AdapterTables['sessions'],
) {
  if (hashing && (sizeLimit(column)?.max ?? HASH_LENGTH) < HASH_LENGTH)
    throw invalidArgument(
      'tables.sessions.sessionToken',
      `hold ${HASH_LENGTH} characters for hashSessionTokens`,
      column,
      column.getSQLType(),
    );
  const hash = hashing && sha256Function();
  const isStored = (token: string) => token.startsWith(PREFIX);

  function inOrder(token: string, digest: string): readonly string[] {
    const hashed = PREFIX + digest;
    if (hashing === true) return [hashed];
    return hashing === 'read' ? [token, hashed] : [hashed, token];
  }

  /** Returns what a row may hold for a token, first what a new row does; nothing for a token that names nobody. */
  function formsOf(token: string): readonly string[] | Promise<readonly string[]> {
    if (!canHoldName(column, token) || isStored(token)) return [];
    if (!hash) return [token];
    const digest = hash(token);
    return typeof digest === 'string'
      ? inOrder(token, digest)
      : digest.then((digest) => inOrder(token, digest));
  }

  const isBoth = hash && hashing !== true;

  return {
    formsOf,

    /**
     * Returns the same for writes that try one after the other.
     *
     * Not both in one statement: MariaDB finds two values by no key where the table is small, and refuses that under
     * `sql_safe_updates`. The hash comes last, again if it came first: another request may have put it in the place of the
     * token in between.
     */
    async formsInTurn(token: string): Promise<readonly string[]> {
      const forms = await formsOf(token);
      return hashing === 'migrate' ? [...forms, ...forms.slice(0, 1)] : forms;
    },

    /** Matches what a row may hold as the database compares, by the placeholders of `tokenValues`. */
    isLike: () =>
      isBoth
        ? inArray(
            column,
            BOTH.map((name) => sql.placeholder(name)),
          )
        : eq(column, sql.placeholder(BOTH[0])),

    /** Matches what a row may hold string for string. */
    isIt: () => (isBoth ? exactlyOneOf(column, BOTH) : exactly(column, BOTH[0])),

    /** Returns what a new row holds for a token. */
    async toStored(token: string): Promise<string> {
      // What its column cannot hold is refused even if the hash would fit, or there would be no way back.
      columnValues(column).bind(token);
      const [stored] = await formsOf(token);
      if (stored !== undefined) return stored;
      throw invalidArgument('sessionToken', `not begin with ${PREFIX}`, token, 'text that does');
    },

    /**
     * Gives a session that was read or written its token, in place of what is stored.
     *
     * If it is private, it is left out wherever the session is copied or written as JSON: Auth.js reads it for the cookie,
     * and gives a copy of the session to the callback whose result the browser gets.
     */
    reveal<Session extends AdapterSession>(session: Session, token: string): Session {
      session.sessionToken = token;
      return hidesSessionToken
        ? Object.defineProperty(session, 'sessionToken', { enumerable: false })
        : session;
    },
  };
}

/** The placeholders for what a row may hold, whose names are no columns. */
const BOTH = ['where.token', 'where.otherToken'] as const;

/** Returns the values of the placeholders for what a row may hold. */
export const tokenValues = ([token, otherToken]: readonly string[]) => ({
  'where.token': token,
  'where.otherToken': otherToken,
});

/** Returns the SHA-256, in base64url, of the token that is stored, as it is or hashed. */
export const digestOfStored = async (stored: string): Promise<string> =>
  stored.startsWith(PREFIX) ? stored.slice(PREFIX.length) : sha256Function()(stored);
