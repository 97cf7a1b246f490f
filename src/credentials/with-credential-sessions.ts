import { invalidArgument, ownProperties, requireRow } from '../adapter/arguments.ts';
import { propertiesOf } from '../database/properties-of.ts';
import { MySqlAdapterError } from '../errors.ts';
import type { ConfigOf, ConfigWithSessions, CredentialConfig, IsAnywhere } from './config.ts';
import { requireAdapter, requireJwt, requireSession } from './requirements.ts';
import { explainUnknownUser } from './unknown-user.ts';

/** Seconds for which Auth.js keeps a session if the configuration does not say. */
const DEFAULT_MAX_AGE = 30 * 24 * 60 * 60;

/**
 * Returns a configuration of Auth.js whose password sign-ins are sessions in the database, like all others.
 *
 * Auth.js encodes a cookie of its own for a sign-in by credentials, and nothing else: with this, what it is given for
 * that cookie is a new session of the adapter. `authorize()` must return a user with the id of their row. Give it the
 * whole configuration, and spread nothing over the result. Throws `INVALID_ARGUMENT` for one that cannot work:
 * without an adapter that creates sessions, with another strategy than `database`, or with a `jwt.encode` or
 * `jwt.decode` of its own.
 *
 * For next-auth 4 (4.20.1 or later) and 5, and any framework on `@auth/core`. The types are those of the place that the
 * result is passed to; annotate a constant (`NextAuthConfig`, `AuthOptions`) for all that its callbacks are given.
 *
 * @see https://authjs.dev/getting-started/authentication/credentials
 * @example
 * export const { handlers, auth } = NextAuth(
 *   withCredentialSessions({ adapter, providers: [Credentials({ authorize: (given) => checkPassword(given) })] }),
 * );
 */
export function withCredentialSessions<Place = unknown, Config extends CredentialConfig = CredentialConfig>(
  // Inferred from the place of the call alone, so that a key that it does not take is an error, as without the call.
  given: IsAnywhere<Place> extends true ? Config : NoInfer<ConfigOf<Place>>,
): IsAnywhere<Place> extends true ? ConfigWithSessions<Config> : ConfigOf<Place>;
export function withCredentialSessions(given: CredentialConfig): object {
  const config = requireRow(given, 'config');
  const session = requireSession(config.session);
  const jwt = requireJwt(config.jwt);
  const adapter = requireAdapter(config.adapter);
  const { maxAge = DEFAULT_MAX_AGE, generateSessionToken = () => crypto.randomUUID() } =
    ownProperties(session);

  // The `maxAge` that it is called with is not that of the session in next-auth 4: always 30 days.
  async function encode({ token }: { readonly token?: unknown }): Promise<string> {
    const userId = requireUserId(token);
    const sessionToken = await generateSessionToken();
    const expires = new Date(Date.now() + maxAge * 1000);
    // Without the adapter as `this`, as Auth.js calls its methods.
    const { createSession } = adapter;
    try {
      const session = propertiesOf(await createSession({ sessionToken, userId, expires }));
      // A method of the application's own may have chosen another one: Auth.js takes what comes back, too.
      return typeof session.sessionToken === 'string' ? session.sessionToken : sessionToken;
    } catch (error) {
      throw await explainUnknownUser(error, adapter);
    }
  }

  return { ...config, session, jwt: { ...jwt, encode, decode } };
}

/** Requires what Auth.js would encode to say whose session it is. */
function requireUserId(token: unknown): string {
  const { sub } = propertiesOf(token);
  if (typeof sub === 'string' && sub !== '') return sub;
  const expected = 'be the id of the user, which authorize() returns and callbacks.jwt keeps';
  throw invalidArgument('token.sub', expected, sub, sub === '' ? 'an empty string' : undefined);
}

/** Auth.js decodes cookies only where it has no sessions in a database. */
function decode(): never {
  throw new MySqlAdapterError(
    'INVALID_ARGUMENT',
    'Expected Auth.js to read the session from the database, but it decodes a cookie: `adapter` is missing, or `session.strategy` is not "database".',
  );
}
