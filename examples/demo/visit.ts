import { Auth, type AuthConfig } from '@auth/core';
import type { AdapterSession, AdapterUser } from '@auth/core/adapters';

/** The session that a request came with: whose it is, and the token in its cookie. */
export interface CurrentSession {
  readonly user: AdapterUser;
  readonly sessionToken: string;
}

/** What Auth.js knows about a request, and the cookies to send back with the answer. */
export interface Visit {
  readonly session: CurrentSession | null;
  /** The token that every form to Auth.js has to contain. */
  readonly csrfToken: string;
  /** Whether the form token works with the request's own cookies, and not only with `cookies`. */
  readonly hasFormToken: boolean;
  readonly cookies: readonly string[];
}

/** Asks Auth.js who sent a request, through its own endpoints. */
export async function readVisit(request: Request, config: AuthConfig): Promise<Visit> {
  const { session, cookies } = await readSession(request, config);
  const answer = await askAuth(request, '/auth/csrf', config);
  const { csrfToken } = (await answer.json()) as { csrfToken: string };
  const tokenCookies = answer.headers.getSetCookie();
  const hasFormToken = !tokenCookies.some((cookie) => cookie.includes('csrf-token'));
  return { session, csrfToken, hasFormToken, cookies: [...cookies, ...tokenCookies] };
}

/**
 * Reads the session of a request, and the cookies with which Auth.js extends or ends it.
 *
 * Throws the database's own error.
 */
export async function readSession(
  request: Request,
  config: AuthConfig,
): Promise<{ session: CurrentSession | null; cookies: readonly string[] }> {
  let session: CurrentSession | null = null;
  let failure: Error | undefined;
  const answer = await askAuth(request, '/auth/session', {
    ...config,
    logger: {
      ...config.logger,
      error(error) {
        failure ??= causeOf(error);
      },
    },
    callbacks: {
      // The token stays on the server: what this returns is the answer of /auth/session, which nobody gets.
      session(found) {
        const { sessionToken } = found.session as unknown as AdapterSession;
        session = { user: found.user, sessionToken };
        return found.session;
      },
    },
  });
  // Auth.js logs that the database failed, and answers as if nobody were signed in.
  if (failure) throw failure;
  // Each endpoint would set its own form token; only the one of /auth/csrf counts.
  const cookies = answer.headers.getSetCookie().filter((cookie) => cookie.includes('session-token'));
  return { session, cookies };
}

function askAuth(request: Request, path: string, config: AuthConfig): Promise<Response> {
  const headers = { cookie: request.headers.get('cookie') ?? '' };
  return Auth(new Request(new URL(path, request.url), { headers }), config);
}

function causeOf(error: Error): Error {
  const { err } = (error.cause ?? {}) as { err?: Error }; // the shape that Auth.js documents for its errors
  return err ?? error;
}
