import { scryptSync, timingSafeEqual } from 'node:crypto';
import type { AuthConfig } from '@auth/core';
import type { Provider } from '@auth/core/providers';
import Credentials from '@auth/core/providers/credentials';
import { eq } from 'drizzle-orm';
import { expect } from 'vitest';
import { withCredentialSessions } from '../../src/credentials.ts';
import type { MySqlAdapterOptions } from '../../src/index.ts';
import type { Adapter, OpenBackend } from '../backends/backend.ts';
import { configureAuth } from '../support/auth/auth-config.ts';
import { newVisitor, type Visitor } from '../support/auth/visitor.ts';
import { newUser, unique } from '../support/rows/samples.ts';
import { type Base, privateTables } from './private-tables.ts';

export const COOKIE = 'authjs.session-token';
const PASSWORD = 'correct horse battery staple';

/** What is different about a site. */
interface SiteOptions {
  /** More options of the adapter. */
  readonly options?: MySqlAdapterOptions;
  /** Changes the adapter that Auth.js is given. */
  readonly change?: (adapter: Adapter) => Adapter;
  /** Changes whom authorize() returns. @default the whole row but the hash */
  readonly authorized?: (user: { id: string; email: string | null }) => object;
  /** @default credentials */
  readonly id?: string;
  /** Ways to sign in beside the password. @default none */
  readonly providers?: readonly Provider[];
  /** More of the configuration. */
  readonly config?: Partial<AuthConfig>;
}

/** A site that takes passwords, and whom it let in. */
interface PasswordSite {
  readonly adapter: Adapter;
  readonly config: AuthConfig;
  /** What Auth.js logged, with its causes. */
  readonly errors: Error[];
  /** The ids of those for whom the event `signIn` was sent. */
  readonly signedIn: string[];
  /** The calls of `jwt.encode` that there were. */
  readonly encoded: object[];
  /** Adds somebody with a password, who has no session yet. */
  newPerson(values?: Parameters<typeof newUser>[0]): Promise<{ readonly id: string; readonly email: string }>;
  /** Signs in with a password, by default the right one. */
  signIn(visitor: Visitor, email: string, password?: string): Promise<Response>;
  /** Signs a new person in, on a browser of their own. */
  newSignIn(): Promise<{ readonly id: string; readonly email: string; readonly visitor: Visitor }>;
  sessionsOf(userId: string): Promise<{ readonly sessionToken: string; readonly expires: Date }[]>;
}

/** Opens a site on tables with a column for passwords; who signs in there is looked up by one statement. */
export function openPasswordSite(
  backend: OpenBackend,
  base: Base,
  { options, change = (adapter) => adapter, authorized, id, providers = [], config }: SiteOptions = {},
): PasswordSite {
  const tables = privateTables(base);
  const { users, sessions } = tables;
  const [errors, signedIn, encoded]: [Error[], string[], object[]] = [[], [], []];
  const adapter = backend.adapter({
    tables,
    privateColumns: { users: ['passwordHash'] },
    logger: { warn: (message) => expect.fail(message) },
    ...options,
  } as MySqlAdapterOptions);

  const byPassword = Credentials({
    ...(id && { id }),
    credentials: { email: {}, password: {} },
    async authorize({ email, password }) {
      const name = String(email);
      const db = backend.source();
      // Those who have no address give their id.
      const named = eq(name.includes('@') ? users.email : users.id, name);
      const [row] = await db.select().from(users).where(named);
      if (!row?.passwordHash || !isHashOf(row.passwordHash, String(password))) return null;
      const { passwordHash: _, ...user } = row;
      return authorized ? authorized(user) : user;
    },
  });
  const given = withCredentialSessions({
    ...configureAuth(change(adapter), [byPassword, ...providers], errors),
    // Core remembers that any site of the process has passkeys.
    experimental: { enableWebAuthn: true },
    logger: { error: (error: Error) => void errors.push(error), warn: () => {} },
    ...config,
    events: { signIn: ({ user }: { user: { id?: string } }) => void signedIn.push(String(user.id)) },
  }) satisfies AuthConfig;
  const counted: AuthConfig = {
    ...given,
    jwt: {
      ...given.jwt,
      encode(params) {
        encoded.push(params);
        return (given.jwt as Required<NonNullable<AuthConfig['jwt']>>).encode(params);
      },
    },
  };

  const site: PasswordSite = {
    ...{ adapter, config: counted, errors, signedIn, encoded },
    async newPerson(values) {
      const user = await adapter.createUser(newUser(values));
      await backend.db
        .update(users)
        .set({ passwordHash: hashOf(PASSWORD) })
        .where(eq(users.id, user.id));
      return { id: user.id, email: user.email };
    },
    signIn: (visitor, email, password = PASSWORD) =>
      visitor.post(`/auth/callback/${id ?? 'credentials'}`, { email, password }),
    async newSignIn() {
      const [person, visitor] = [await site.newPerson(), newVisitor(counted)];
      await site.signIn(visitor, person.email);
      expect(errors).toEqual([]);
      return { ...person, visitor };
    },
    sessionsOf: (userId) =>
      backend.db
        .select({ sessionToken: sessions.sessionToken, expires: sessions.expires })
        .from(sessions)
        .where(eq(sessions.userId, userId)),
  };
  return site;
}

/** Returns the token in the cookie of the visitor. */
export const tokenOf = (visitor: Visitor) => visitor.cookies.get(COOKIE) ?? '';

// A site uses more work than this: the least that scrypt takes.
const hash = (password: string, salt: string) => scryptSync(password, salt, 16, { N: 2 }).toString('hex');

function hashOf(password: string): string {
  const salt = unique();
  return `${salt}$${hash(password, salt)}`;
}

function isHashOf(stored: string, password: string): boolean {
  const [salt = '', wanted = ''] = stored.split('$');
  return timingSafeEqual(Buffer.from(wanted), Buffer.from(hash(password, salt)));
}
