import { invalidArgument, requireFunction, requireRow } from '../adapter/arguments.ts';
import { propertiesOf } from '../database/properties-of.ts';
import { MySqlAdapterError } from '../errors.ts';

/** What a configuration of Auth.js must have, in any of its versions. */
export interface CredentialConfig {
  readonly adapter?: unknown;
  readonly session?: object | undefined;
  readonly jwt?: object | undefined;
}

/** Seconds for which Auth.js keeps a session if the configuration does not say. */
const DEFAULT_MAX_AGE = 30 * 24 * 60 * 60;

/**
 * Returns a configuration of Auth.js whose password sign-ins are sessions in the database, like all others.
 *
 * Auth.js encodes a cookie of its own for a sign-in by credentials, and nothing else: with this, what it is given for
 * that cookie is a new session of the adapter. `authorize()` must return a user with the id of their row. Give it the
 * whole configuration, and spread nothing over the result. Throws `INVALID_ARGUMENT` for one that cannot work: without
 * an adapter that creates sessions, with another strategy than `database`, or with a `jwt.encode` or `jwt.decode` of its
 * own.
 *
 * @see https://authjs.dev/getting-started/authentication/credentials
 * @example
 * export const { handlers, auth } = NextAuth(
 *   withCredentialSessions({ adapter, providers: [Credentials({ authorize: (given) => checkPassword(given) })] }),
 * );
 */
export function withCredentialSessions<Config extends CredentialConfig>(given: Config): Config {
  const config = requireRow(given, 'config');
  const session = requireSession(config.session);
  const jwt = requireRow(config.jwt ?? {}, 'config.jwt') as Record<string, unknown>;
  for (const name of ['encode', 'decode'])
    if (jwt[name] !== undefined)
      throw invalidArgument(`config.jwt.${name}`, 'be left out: the session is in the database', jwt[name]);
  const { createSession } = requireAdapter(config.adapter);
  const { maxAge = DEFAULT_MAX_AGE, generateSessionToken = () => crypto.randomUUID() } = session;

  async function encode({ token }: { readonly token?: unknown }): Promise<string> {
    const { sub } = propertiesOf(token);
    if (typeof sub !== 'string' || sub === '')
      throw invalidArgument(
        'token.sub',
        'be the id of a user: authorize() or callbacks.jwt left it out',
        sub,
      );
    const sessionToken = await generateSessionToken();
    const expires = new Date(Date.now() + maxAge * 1000);
    await createSession({ sessionToken, userId: sub, expires });
    return sessionToken;
  }

  return { ...config, session, jwt: { ...jwt, encode, decode } };
}

/** Auth.js decodes cookies only where it has no sessions in a database. */
function decode(): never {
  throw new MySqlAdapterError(
    'INVALID_ARGUMENT',
    'Expected Auth.js to read the session from the database, but it decodes a cookie: `adapter` is missing, or `session.strategy` is not "database".',
  );
}

interface GivenSession {
  readonly strategy?: unknown;
  readonly maxAge?: number;
  readonly generateSessionToken?: () => string | Promise<string>;
}

/** Returns the options of sessions without a strategy, which Auth.js refuses where all providers are credentials. */
function requireSession(given: object = {}): GivenSession {
  const { strategy, ...session } = requireRow(given, 'config.session') as GivenSession;
  if (strategy !== undefined && strategy !== 'database')
    throw invalidArgument(
      'config.session.strategy',
      'be "database", or left out',
      strategy,
      String(strategy),
    );
  const { maxAge, generateSessionToken } = session;
  if (maxAge !== undefined && !(Number.isFinite(maxAge) && maxAge > 0))
    throw invalidArgument('config.session.maxAge', 'be a positive number of seconds', maxAge, String(maxAge));
  if (generateSessionToken !== undefined)
    requireFunction(generateSessionToken, 'config.session.generateSessionToken');
  return Object.fromEntries(Object.entries(session).filter(([, value]) => value !== undefined));
}

interface SessionAdapter {
  createSession(session: object): Promise<unknown>;
}

function requireAdapter(given: unknown): SessionAdapter {
  const adapter = propertiesOf(given) as Partial<SessionAdapter>;
  if (typeof adapter.createSession === 'function') return adapter as SessionAdapter;
  throw invalidArgument(
    'config.adapter',
    'have createSession()',
    given,
    given ? 'an adapter without' : undefined,
  );
}
