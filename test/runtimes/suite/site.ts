import { type AuthConfig, skipCSRFCheck } from '@auth/core';
import type { MySqlAdapterMethods } from 'authjs-drizzle-mysql';
import { atProvider, byLink, followLink, signInAtProvider } from '../../support/auth/providers.ts';
import { newVisitor, type Visitor } from '../../support/auth/visitor.ts';

/** A site that Auth.js serves on the adapter, as its visitors see it. */
export interface Site {
  readonly adapter: MySqlAdapterMethods;
  /** The errors that Auth.js logged, oldest first. */
  readonly errors: readonly string[];
  newVisitor(): Visitor;
  /** Follows the last link that was sent to an address. */
  followLink(visitor: Visitor, address: string): Promise<Response>;
  signInAtProvider(visitor: Visitor): Promise<Response>;
  /** Changes how long a session is good for, and after which time a read of it makes it last longer. */
  setSessions(seconds: { maxAge: number; updateAge: number }): void;
}

/** Makes a site with sign-in by e-mail link and at one OAuth provider. */
export function makeSite(adapter: MySqlAdapterMethods, providerUrl: string): Site {
  const links = new Map<string, string>();
  const errors: string[] = [];
  const config: AuthConfig = {
    adapter,
    providers: [byLink(links), atProvider(providerUrl)],
    secret: 'a secret of the test',
    trustHost: true,
    basePath: '/auth',
    skipCSRFCheck,
    logger: { error: (error) => errors.push(describe(error)) },
  };
  return {
    adapter,
    errors,
    newVisitor: () => newVisitor(config),
    followLink: (visitor, address) => followLink(visitor, links, address),
    signInAtProvider,
    setSessions: (seconds) => void Object.assign(config, { session: { strategy: 'database', ...seconds } }),
  };
}

// Auth.js puts the error that it stands for into the cause's `err`.
function describe(error: Error): string {
  const { err } = (error.cause ?? {}) as { err?: unknown };
  return err === undefined ? String(error) : `${error} (${err})`;
}
