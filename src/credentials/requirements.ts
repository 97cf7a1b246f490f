import { invalidArgument, requireFunction, requireRow } from '../adapter/arguments.ts';
import { propertiesOf } from '../database/properties-of.ts';
import type { CredentialConfig } from './config.ts';

/** An adapter that keeps sessions, in the types of any version. */
export interface SessionAdapter {
  readonly createSession: (session: object) => Promise<unknown>;
}

/** Requires an adapter that creates sessions, and returns it as it is: it may be a proxy, or be changed later. */
export function requireAdapter(given: unknown): SessionAdapter {
  const { createSession } = propertiesOf(given);
  if (typeof createSession === 'function') return given as SessionAdapter;
  const isAdapter = typeof propertiesOf(given).getUser === 'function';
  const got = isAdapter ? 'an adapter without: it keeps no sessions in a table' : undefined;
  throw invalidArgument('config.adapter', 'be an adapter with createSession()', given, got);
}

type GivenSession = NonNullable<CredentialConfig['session']>;

/**
 * Requires options of sessions, and returns them without the strategy, which Auth.js refuses where all providers are
 * credentials, and without what is undefined, which would replace the defaults of Auth.js.
 */
export function requireSession(given: GivenSession = {}): GivenSession {
  const session = requireRow(given, 'config.session');
  const { strategy, maxAge, generateSessionToken } = session;
  if (strategy !== undefined && strategy !== 'database')
    throw invalidArgument(
      'config.session.strategy',
      'be "database", or left out',
      strategy,
      typeof strategy === 'string' ? `"${strategy}"` : undefined,
    );
  if (maxAge !== undefined && !(Number.isFinite(maxAge) && maxAge > 0))
    throw invalidArgument(
      'config.session.maxAge',
      'be a positive number of seconds',
      maxAge,
      typeof maxAge === 'number' ? String(maxAge) : undefined,
    );
  if (generateSessionToken !== undefined)
    requireFunction(generateSessionToken, 'config.session.generateSessionToken');
  const kept = ([name, value]: [string, unknown]) => name !== 'strategy' && value !== undefined;
  return Object.fromEntries(Object.entries(session).filter(kept));
}

/** Requires options of JWTs that leave the cookie of a sign-in to this package, and returns them. */
export function requireJwt(given: object = {}): object {
  const jwt = requireRow(given, 'config.jwt');
  for (const name of ['encode', 'decode']) {
    const own = propertiesOf(jwt)[name];
    if (own !== undefined)
      throw invalidArgument(`config.jwt.${name}`, 'be left out, since sessions are in the database', own);
  }
  return jwt;
}
