import { invalidArgument, requireName, requireOneOf, requireRow } from '../adapter/arguments.ts';
import { type AdapterSource, partsOf } from '../adapter/parts.ts';
import { sha256 } from '../adapter/sha256.ts';
import { tokenRowsOf } from './token-rows.ts';

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
   * Makes a token for somebody, 43 characters that may stand in a URL, and stores its hash.
   *
   * `identifier` says whom it is for: an e-mail address, most often. Rejects with `INVALID_ARGUMENT` or `VALUE_TOO_LONG`
   * for one that no row can hold.
   */
  readonly create: (identifier: string) => Promise<string>;
  /**
   * Says whether a token is good for somebody, and uses it up: of any number of calls, one gets true.
   *
   * It is false for another identifier, another purpose, a token that has ended, and anything that a request may send.
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
  const keyOf = async (identifier: string, token: string) => {
    const scoped = `${purpose}:${identifier}`;
    return { identifier: scoped, token: await sha256(`${scoped}\0${token}`) };
  };

  return {
    async create(identifier) {
      requireName(identifier, 'identifier');
      const token = randomToken();
      const { context } = await partsOf(adapter);
      const rows = tokenRowsOf(context);
      const key = await keyOf(identifier, token);
      await rows.insert({ ...key, expires: new Date(Number(context.now()) + maxAgeSeconds * 1000) });
      if (latestOnly) await rows.removeOlder(key.identifier);
      return token;
    },

    async use(identifier, token) {
      // What a request sends may be anything.
      if (typeof identifier !== 'string' || typeof token !== 'string') return false;
      const { context } = await partsOf(adapter);
      const found = await tokenRowsOf(context).redeem(await keyOf(identifier, token));
      return found !== null && found.expires > context.now();
    },
  };
}

/** Returns 32 random bytes as base64url. */
function randomToken(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');
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
