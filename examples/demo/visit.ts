import { Auth, type AuthConfig } from '@auth/core';
import type { AdapterSession, AdapterUser } from '@auth/core/adapters';

/** Is the session that a request came with: whose it is, and the token that its cookie holds. */
export interface CurrentSession {
  readonly user: AdapterUser;
  readonly sessionToken: string;
}

/** Is what Auth.js knows of a request, and the cookies that it wants to go back with the answer. */
export interface Visit {
  readonly session: CurrentSession | null;
  /** Goes into every form that Auth.js is to accept. */
  readonly csrfToken: string;
  readonly cookies: readonly string[];
}

/** Asks Auth.js who sent a request, through the endpoints that it has for this. */
export async function readVisit(request: Request, config: AuthConfig): Promise<Visit> {
  const { session, cookies } = await readSession(request, config);
  const answer = await askAuth(request, '/auth/csrf', config);
  const { csrfToken } = (await answer.json()) as { csrfToken: string };
  return { session, csrfToken, cookies: [...cookies, ...answer.headers.getSetCookie()] };
}

/** Reads the session of a request, and the cookies with which Auth.js prolongs or ends it. */
export async function readSession(
  request: Request,
  config: AuthConfig,
): Promise<{ session: CurrentSession | null; cookies: readonly string[] }> {
  let session: CurrentSession | null = null;
  const answer = await askAuth(request, '/auth/session', {
    ...config,
    callbacks: {
      // The token stays on the server: what this returns would be the answer of /auth/session, which is not sent on.
      session(found) {
        const { sessionToken } = found.session as unknown as AdapterSession;
        session = { user: found.user, sessionToken };
        return found.session;
      },
    },
  });
  // Each endpoint would set a form token of its own; the one that counts is that of /auth/csrf.
  const cookies = answer.headers.getSetCookie().filter((cookie) => cookie.includes('session-token'));
  return { session, cookies };
}

function askAuth(request: Request, path: string, config: AuthConfig): Promise<Response> {
  const headers = { cookie: request.headers.get('cookie') ?? '' };
  return Auth(new Request(new URL(path, request.url), { headers }), config);
}
