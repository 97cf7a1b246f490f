import type { ExecuteAnswer } from '../../../dev/planetscale/sessions/execute.ts';
import type { PlanetScaleServer } from '../../../dev/planetscale.ts';

/** Returns the Authorization header that a stand-in expects. */
export function authorizationFor({ url }: PlanetScaleServer): string {
  const { username, password } = new URL(url);
  return `Basic ${btoa(`${username}:${password}`)}`;
}

/** Sends one request as the driver would; `init` replaces any part of it. */
export function post(server: PlanetScaleServer, body: unknown, init: RequestInit & { path?: string } = {}) {
  const { path = '/psdb.v1alpha1.Database/Execute', headers, ...rest } = init;
  return fetch(new URL(path, new URL(server.url).origin), {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: authorizationFor(server), ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
    ...rest,
  });
}

/** Executes one statement over the wire and returns the raw answer. */
export async function executeOnWire(
  server: PlanetScaleServer,
  query: string,
  session: unknown = null,
): Promise<ExecuteAnswer> {
  const response = await post(server, { query, session });
  if (response.status !== 200)
    throw new Error(`Expected HTTP 200, got ${response.status}: ${await response.text()}`);
  return (await response.json()) as ExecuteAnswer;
}
