import type { AuthConfig } from '@auth/core';
import type { OIDCConfig } from '@auth/core/providers';
import Passkey from '@auth/core/providers/passkey';
import type { RequestHeaders } from 'authjs-drizzle-mysql';
import { limitCodeRequests } from 'authjs-drizzle-mysql/codes';
import { withCredentialSessions } from 'authjs-drizzle-mysql/credentials';
import { cookiesOf } from './cookies.ts';
import { demoIdTokens } from './demo-id-tokens.ts';
import { emailCode } from './email-code.ts';
import type { Mailbox } from './mailbox.ts';
import { passwordSignIn } from './password-sign-in.ts';
import type { DemoSettings, OpenDatabase, OpenIdProvider } from './settings.ts';

/**
 * Configures Auth.js for a request with these headers: database sessions, also after a password; codes by e-mail, an
 * OpenID Connect provider, passkeys, and our own pages.
 */
export function authConfig(
  settings: DemoSettings,
  mailbox: Mailbox,
  database: OpenDatabase,
  headers: RequestHeaders,
): AuthConfig {
  const adapter = database.adapterFor(headers);
  return withCredentialSessions({
    basePath: '/auth',
    trustHost: true,
    secret: settings.secret,
    cookies: cookiesOf(settings.origin),
    adapter,
    // How exactly a person can see when each of their browsers was here last.
    session: { updateAge: 5 * 60 },
    pages: { signIn: '/', signOut: '/', error: '/', verifyRequest: '/' },
    providers: [
      emailCode(settings, mailbox),
      passwordSignIn(database, adapter),
      demoId(settings.openId),
      Passkey,
    ],
    // Auth.js stores the tokens of the first sign-in alone.
    events: { signIn: demoIdTokens(settings.openId, adapter).updateOnSignIn },
    callbacks: { signIn: limitCodeRequests(adapter, { redirectTo: '/code?error=TooSoon' }) },
    experimental: { enableWebAuthn: true },
    logger: { error: logInOneLine, warn() {}, debug() {} },
  });
}

function demoId({ issuer, clientId, clientSecret }: OpenIdProvider): OIDCConfig<Record<string, unknown>> {
  return {
    id: 'demo-id',
    name: 'Demo ID',
    type: 'oidc',
    issuer,
    clientId,
    clientSecret,
    checks: ['pkce', 'state', 'nonce'],
    // Asks who you are every time, so that you can come back as somebody else.
    authorization: { params: { scope: 'openid profile email', prompt: 'login' } },
  };
}

// A wrong code or a refused consent is part of the demo: a stack trace would look like a bug.
function logInOneLine(error: Error): void {
  const cause = error.cause as { err?: Error } | undefined;
  console.error(`Auth.js: ${error.name}: ${cause?.err?.message ?? error.message}`.split('\n')[0]);
}
