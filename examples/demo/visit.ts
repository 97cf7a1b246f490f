import { Auth, type AuthConfig } from '@auth/core';
import type { AdapterUser } from '@auth/core/adapters';

/** The token that every form of the site has to contain. */
export interface FormToken {
  readonly csrfToken: string;
  /** Whether the request's own cookies have the token, and not only `cookies`. */
  readonly isKnown: boolean;
  /** The cookies to send with the form. */
  readonly cookies: readonly string[];
}

/** What Auth.js knows about a request, and the cookies to send back with the answer. */
export interface Visit extends FormToken {
  readonly user: AdapterUser | null;
}

/** Asks Auth.js who sent a request, through its own endpoints. */
export async function readVisit(request: Request, config: AuthConfig): Promise<Visit> {
  const { user, cookies } = await readSession(request, config);
  const form = await readFormToken(request, config);
  return { ...form, user, cookies: [...cookies, ...form.cookies] };
}

/** Asks Auth.js for the token of the forms, which takes no statement. */
export async function readFormToken(request: Request, config: AuthConfig): Promise<FormToken> {
  const answer = await askAuth(request, '/auth/csrf', config);
  const { csrfToken } = (await answer.json()) as { csrfToken: string };
  const cookies = answer.headers.getSetCookie();
  return { csrfToken, isKnown: !cookies.some((cookie) => cookie.includes('csrf-token')), cookies };
}

/**
 * Reads who is signed in, and the cookies with which Auth.js extends or ends their session.
 *
 * Throws the database's own error.
 */
async function readSession(
  request: Request,
  config: AuthConfig,
): Promise<{ user: AdapterUser | null; cookies: readonly string[] }> {
  let user: AdapterUser | null = null;
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
      // What this returns is the answer of /auth/session, which stays here.
      session(found) {
        user = found.user;
        return found.session;
      },
    },
  });
  // Auth.js logs that the database failed, and answers as if nobody were signed in.
  if (failure) throw failure;
  // Each endpoint would set its own form token; only the one of /auth/csrf counts.
  const cookies = answer.headers.getSetCookie().filter((cookie) => cookie.includes('session-token'));
  return { user, cookies };
}

function askAuth(request: Request, path: string, config: AuthConfig): Promise<Response> {
  const headers = { cookie: request.headers.get('cookie') ?? '' };
  return Auth(new Request(new URL(path, request.url), { headers }), config);
}

function causeOf(error: Error): Error {
  const { err } = (error.cause ?? {}) as { err?: Error }; // the shape that Auth.js documents for its errors
  return err ?? error;
}
