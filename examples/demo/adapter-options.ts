import { deviceFrom, keyring, type MySqlAdapterOptions, type RequestHeaders } from 'authjs-drizzle-mysql';
import { isNotNull } from 'drizzle-orm';
import { tables } from './tables.ts';

/**
 * Returns a function that makes the options of the adapter for a request, whose browser and network go into the session
 * that it may begin.
 *
 * `tokensKey` encrypts the tokens of Demo ID, 32 bytes in base64; `ipHeader` is the header in which the host puts the
 * visitor's address. The adapter keeps the session token and the hash of the password out of whatever Auth.js passes to
 * callbacks, so that none of them sends it to the browser.
 */
export function adapterOptions(tokensKey: string, ipHeader: string) {
  const encryptOAuthTokens = keyring({ current: 'demo', keys: { demo: tokensKey } });
  return (headers: RequestHeaders) =>
    ({
      tables,
      emailCodes: true,
      hashSessionTokens: true,
      encryptOAuthTokens,
      privateColumns: { users: ['passwordHash'], sessions: ['sessionToken'] },
      otherSignIn: (users) => isNotNull(users.passwordHash),
      newSessionValues: () => deviceFrom(headers, { ipHeader }),
    }) satisfies MySqlAdapterOptions<typeof tables>;
}
