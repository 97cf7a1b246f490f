import { once } from 'node:events';
import { createServer } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { unique } from '../rows/samples.ts';

/** What a person has granted the site at the provider. */
interface Grant {
  /** The first refresh token. */
  readonly refreshToken: string;
  /** The refresh tokens that came, in order. */
  readonly used: readonly string[];
  /** The most requests for this grant that were under way at once. */
  readonly mostAtOnce: number;
  /** Whether a refresh token was used twice, or the grant is unknown: the provider issues nothing any more. */
  readonly isRevoked: boolean;
}

/** How a provider answers for a grant. */
export interface GrantOptions {
  /** Seconds that an access token lives; null is not said. @default 3600 */
  readonly expiresIn?: number | string | null;
  /** Whether each refresh token is good for one time. @default true */
  readonly rotates?: boolean;
  /** How often a used refresh token is accepted again, as with a grace period. @default 0 */
  readonly reuses?: number;
  /** @default 0 */
  readonly delayMs?: number;
  /** Something else than tokens to answer with. */
  readonly answer?: { readonly status: number; readonly body: string };
  /** More to say with the tokens. */
  readonly more?: object;
}

/** A request that the endpoint got. */
interface TokenRequest {
  readonly method: string | undefined;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly form: URLSearchParams;
}

/** The token endpoint of a provider that revokes a grant when a refresh token is used twice. */
export interface TokenEndpoint {
  readonly url: string;
  readonly requests: readonly TokenRequest[];
  newGrant(options?: GrantOptions): Grant;
  close(): Promise<void>;
}

type Mutable<Type> = { -readonly [Key in keyof Type]: Type[Key] };

interface State extends Omit<Mutable<Grant>, 'used'> {
  readonly used: string[];
  current: string;
  atOnce: number;
  reuses: number;
  readonly options: GrantOptions;
}

/** Starts a token endpoint on a free loopback port. */
export async function startTokenEndpoint(): Promise<TokenEndpoint> {
  const grants = new Map<string, State>();
  const requests: TokenRequest[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const form = new URLSearchParams(Buffer.concat(chunks).toString());
    requests.push({ method: request.method, headers: request.headers, form });
    const { status, body } = await answer(grants, form.get('refresh_token') ?? '');
    response.writeHead(status, { 'content-type': 'application/json' }).end(body);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string')
    throw new Error('Expected the endpoint to have a port.');
  return {
    url: `http://127.0.0.1:${address.port}/token`,
    requests,
    newGrant(options = {}) {
      const refreshToken = `${unique('refresh')}.0`;
      const state: State = {
        ...{ refreshToken, current: refreshToken, used: [], isRevoked: false },
        ...{ atOnce: 0, mostAtOnce: 0, reuses: options.reuses ?? 0, options },
      };
      grants.set(refreshToken.split('.')[0] ?? '', state);
      return state;
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function answer(grants: ReadonlyMap<string, State>, refreshToken: string) {
  const [name = ''] = refreshToken.split('.');
  const grant = grants.get(name);
  if (!grant) return { status: 400, body: '{"error":"invalid_grant"}' };
  const { options } = grant;
  const number = grant.used.push(refreshToken);
  grant.mostAtOnce = Math.max(grant.mostAtOnce, ++grant.atOnce);
  const isUsed = refreshToken !== grant.current;
  if (isUsed && grant.reuses-- <= 0) grant.isRevoked = true;
  // At once, as a provider does: the client may be gone when the answer comes.
  if (options.rotates ?? true) grant.current = `${name}.${number}`;
  await pause(options.delayMs ?? 0);
  grant.atOnce--;
  if (options.answer) return options.answer;
  if (grant.isRevoked) return { status: 400, body: '{"error":"invalid_grant"}' };
  const { expiresIn = 3600, rotates = true, more } = options;
  const tokens = {
    access_token: `access-${name}.${number}`,
    token_type: 'bearer',
    ...(expiresIn !== null && { expires_in: expiresIn }),
    ...(rotates && { refresh_token: `${name}.${number}` }),
    ...more,
  };
  return { status: 200, body: JSON.stringify(tokens) };
}
