import { Auth, type AuthConfig, skipCSRFCheck } from '@auth/core';
import { AdapterError } from '@auth/core/errors';
import { MySqlAdapterError } from '../../src/index.ts';
import type { Adapter } from '../backends/backend.ts';
import { atProvider, byLink } from '../support/auth/providers.ts';
import type { Visitor } from '../support/auth/visitor.ts';

/** An application that people sign in to by e-mail link and at an OAuth provider. */
export interface Application {
  readonly config: AuthConfig;
  /** The last link that was sent to each address. */
  readonly links: Map<string, string>;
  /** The codes of the adapter's errors so far. */
  readonly codes: Set<string>;
}

interface Settings {
  /** The address of the OAuth provider. @default nowhere */
  readonly providerUrl?: string;
  readonly allowDangerousEmailAccountLinking?: boolean;
  /** The token in every link. @default a random text */
  readonly linkToken?: string;
}

export function newApplication(
  adapter: Adapter,
  {
    providerUrl = 'http://nowhere.test',
    allowDangerousEmailAccountLinking = false,
    linkToken,
  }: Settings = {},
): Application {
  const [links, codes] = [new Map<string, string>(), new Set<string>()];
  const config: AuthConfig = {
    adapter,
    // Addresses reach the adapter as they were given, not as Auth.js would normalize them.
    providers: [
      {
        ...byLink(links),
        normalizeIdentifier: (address) => address,
        ...(linkToken && { generateVerificationToken: () => linkToken }),
      },
      { ...atProvider(providerUrl), allowDangerousEmailAccountLinking },
    ],
    secret: 'a secret of the test',
    trustHost: true,
    basePath: '/auth',
    skipCSRFCheck,
    session: { strategy: 'database' },
    callbacks: { session: ({ session, user }) => ({ ...session, user: { ...session.user, id: user.id } }) },
    logger: {
      error(error) {
        if (!(error instanceof AdapterError)) return;
        const cause = error.cause?.err;
        codes.add(cause instanceof MySqlAdapterError ? cause.code : String(cause));
      },
    },
  };
  return { config, links, codes };
}

/** Returns the id of the user whom a visitor is signed in as. */
export async function userIdOf(visitor: Visitor): Promise<string | undefined> {
  const session = await (await visitor.get('/auth/session')).json();
  return session?.user?.id;
}

/** Sends a request as a browser that has a session's token. */
export function sendWithToken(
  { config }: Application,
  sessionToken: string,
  [method, path]: readonly ['GET' | 'POST', string],
): Promise<Response> {
  const headers = { cookie: `authjs.session-token=${encodeURIComponent(sessionToken)}` };
  return Auth(new Request(new URL(path, 'http://app.test'), { method, headers }), config);
}
