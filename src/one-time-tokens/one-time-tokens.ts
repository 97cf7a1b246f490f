import { invalidArgument, requireName, requireOneOf, requireRow } from '../adapter/arguments.ts';
import { type AdapterSource, partsOf } from '../adapter/parts.ts';
import { tokenRowsOf } from './token-rows.ts';
import { isToken, madeAt, newToken, storedToken } from './token-text.ts';

/** How often a token is made anew that a clock ahead of this one has made void; after that, others are at it too. */
const MOST_TRIES = 3;

/** The options of `oneTimeTokens`. */
export interface OneTimeTokensOptions {
  /** What the tokens are good for: 1 to 64 letters, digits and dashes, such as `password-reset`. */
  readonly purpose: string;
  /**
   * Seconds for which a token is good.
   * @default 3600
   */
  readonly maxAgeSeconds?: number | undefined;
  /**
   * Whether a new token voids the older ones of its purpose for the same identifier.
   * @default true
   */
  readonly latestOnly?: boolean | undefined;
}

/** The functions that make and redeem tokens of one purpose; they do not use `this`. */
export interface OneTimeTokens {
  /**
   * Makes a token for somebody, 43 letters, digits, `-` and `_`, and stores its hash.
   *
   * `identifier` says whom it is for: an e-mail address, most often. Rejects with `INVALID_ARGUMENT` or
   * `VALUE_TOO_LONG` for one that no row can hold. Two statements, three if there was an older token, one if
   * `latestOnly` is false.
   */
  readonly create: (identifier: string) => Promise<string>;
  /**
   * Says whether a token is good for somebody, and uses it up: of any number of calls, one gets true.
   *
   * It is false for another identifier, another purpose, a token that has expired, and anything else that a request may
   * send. Two statements, one if there is no such token, none for what cannot be one. Rejects with `OUTCOME_UNKNOWN` if
   * the database gave no answer to the deletion: the token may be used up.
   */
  readonly use: (identifier: string, token: string) => Promise<boolean>;
}

/**
 * Makes the functions for tokens that are sent to somebody and used once: to reset a password, to accept an invitation,
 * to confirm an address.
 *
 * They are in the table of verification tokens, bound to their purpose: none of them signs anybody in, and no sign-in
 * link is good for a purpose. Throws `INVALID_ARGUMENT` for options that cannot be used.
 *
 * @example
 * const resets = oneTimeTokens(adapter, { purpose: 'password-reset', maxAgeSeconds: 1800 });
 * await sendMail(email, `${site}/reset?email=${encodeURIComponent(email)}&token=${await resets.create(email)}`);
 * if (!(await resets.use(email, token))) return 'This link is no longer valid.';
 */
export function oneTimeTokens(adapter: AdapterSource, options: OneTimeTokensOptions): OneTimeTokens {
  const { purpose, maxAgeSeconds = 3600, latestOnly = true } = requireRow(options, 'options');
  requirePurpose(purpose);
  requireAge(maxAgeSeconds);
  requireOneOf([true, false], latestOnly, 'latestOnly');
  const scopeOf = (identifier: string) => `${purpose}:${identifier}`;
  const open = async () => {
    const { context } = await partsOf(adapter);
    return { rows: tokenRowsOf(context), now: () => Number(context.now()) };
  };

  return {
    async create(identifier) {
      const scope = scopeOf(requireName(identifier, 'identifier'));
      const { rows, now } = await open();
      const expires = new Date(now() + maxAgeSeconds * 1000);
      let moment = now();
      for (let tries = 1; ; tries++) {
        const token = newToken(rows.nextMoment(moment));
        const stored = await storedToken(scope, token);
        await rows.insert({ identifier: scope, token: stored, expires });
        const newest = latestOnly ? await rows.removeOlder(scope) : undefined;
        // Where another one is newer, its caller came at the same time, unless their clock is ahead: then this one has
        // to be newer still, or it would be void from the start.
        const isAhead = newest !== undefined && newest !== stored && madeAt(newest) > now();
        if (!isAhead || tries === MOST_TRIES) return token;
        moment = madeAt(newest) + 1;
      }
    },

    async use(identifier, token) {
      // What a request sends may be anything.
      if (typeof identifier !== 'string' || identifier === '' || !isToken(token)) return false;
      const scope = scopeOf(identifier);
      const { rows } = await open();
      return rows.redeem({ identifier: scope, token: await storedToken(scope, token) });
    },
  };
}

function requirePurpose(value: unknown): void {
  if (typeof value === 'string' && /^[a-z\d-]{1,64}$/i.test(value)) return;
  const got = typeof value === 'string' ? JSON.stringify(value) : undefined;
  throw invalidArgument('purpose', 'be 1 to 64 letters, digits and dashes', value, got);
}

function requireAge(value: unknown): void {
  if (Number.isFinite(value) && Number(value) > 0) return;
  const got = typeof value === 'number' ? String(value) : undefined;
  throw invalidArgument('maxAgeSeconds', 'be a number above 0', value, got);
}
