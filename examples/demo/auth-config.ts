import type { AuthConfig } from '@auth/core';
import type { EmailConfig, OIDCConfig } from '@auth/core/providers';
import Passkey from '@auth/core/providers/passkey';
import type { MySqlAdapterMethods } from 'authjs-drizzle-mysql';
import { cookiesOf } from './cookies.ts';
import type { Mailbox } from './mailbox.ts';
import type { DemoSettings, OpenIdProvider } from './settings.ts';

/** Configures Auth.js: database sessions, e-mail links, an OpenID Connect provider, passkeys, and our own page. */
export function authConfig(
  settings: DemoSettings,
  mailbox: Mailbox,
  adapter: MySqlAdapterMethods,
): AuthConfig {
  return {
    basePath: '/auth',
    trustHost: true,
    secret: settings.secret,
    cookies: cookiesOf(settings.origin),
    adapter,
    // How exactly a person can see when each of their browsers was here last.
    session: { strategy: 'database', updateAge: 5 * 60 },
    pages: { signIn: '/', signOut: '/', error: '/', verifyRequest: '/' },
    providers: [emailLink(mailbox), demoId(settings.openId), Passkey],
    experimental: { enableWebAuthn: true },
    logger: { error: logInOneLine, warn() {}, debug() {} },
  };
}

function emailLink(mailbox: Mailbox): EmailConfig {
  return {
    id: 'email',
    type: 'email',
    name: 'E-mail',
    from: 'demo@localhost',
    maxAge: 15 * 60,
    sendVerificationRequest: ({ identifier, url, token }) =>
      mailbox.deliver({ purpose: 'sign-in', to: identifier, link: url, token }),
  };
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

// A used link or a refused consent is part of the demo: a stack trace would look like a bug.
function logInOneLine(error: Error): void {
  const cause = error.cause as { err?: Error } | undefined;
  console.error(`Auth.js: ${error.name}: ${cause?.err?.message ?? error.message}`.split('\n')[0]);
}
