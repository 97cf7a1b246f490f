import { askServer } from './ask-server.ts';
import type { DatabaseServer, ServerKind } from './server.ts';

const EXAMPLE = 'mysql://user:password@127.0.0.1:3306/name';

/** Uses the server at DATABASE_URL. Every error is one line and never contains the password. */
export async function useDatabaseUrl(given: string, kind?: ServerKind): Promise<DatabaseServer> {
  const url = parse(given);
  const answer = await askServer(given).catch((error: unknown) => {
    throw new Error(explain(error as DriverError, url));
  });
  if (kind && answer.kind !== kind) throw new Error(mismatch(kind, answer.version, url));
  return { kind: answer.kind, version: answer.version, url: given, external: true, stop: async () => {} };
}

function parse(given: string): URL {
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(given)?.[1];
  if (scheme?.toLowerCase() !== 'mysql') {
    const got = scheme ? `got ${scheme}://` : 'got something else';
    throw new Error(
      `Expected DATABASE_URL to begin with mysql://, ${got}; set it to one like ${EXAMPLE}, or unset it.`,
    );
  }
  const url = URL.canParse(given) ? new URL(given) : undefined;
  if (!url?.hostname || hasStrayAt(url) || !isDecodable(url)) throw new Error(malformed());
  return url;
}

// A bare `/`, `?` or `#` in a password ends the host too early. The rest of the password, with the `@` that
// should have ended it, is then read as the path, and its beginning as a host that errors would name.
function hasStrayAt({ pathname, search, hash }: URL): boolean {
  return [pathname, search, hash].some((part) => part.includes('@'));
}

function isDecodable({ username, password, pathname }: URL): boolean {
  try {
    decodeURIComponent(username + password + pathname);
    return true;
  } catch {
    return false;
  }
}

function malformed(): string {
  return `Expected DATABASE_URL to be a URL like ${EXAMPLE}, got one that can't be read; percent-encode special characters in the password (@ is %40, / is %2F, # is %23, % is %25).`;
}

interface DriverError extends Error {
  readonly code?: string;
}

function explain(error: DriverError, url: URL): string {
  const user = decodeURIComponent(url.username);
  if (error.code === 'ER_ACCESS_DENIED_ERROR') {
    return `Expected DATABASE_URL to hold a user and password that ${url.host} accepts, got "access denied" for user "${user}"; correct them, or unset DATABASE_URL.`;
  }
  if (error.code === 'ER_BAD_DB_ERROR') {
    return `Expected the database that DATABASE_URL names to exist at ${url.host}; create it, or leave its name out of the URL.`;
  }
  const reason = error.code ?? withoutPassword(error.message, url);
  return `Expected a MySQL or MariaDB server to answer at ${url.host} (from DATABASE_URL), got ${reason}; start it, correct the URL, or unset DATABASE_URL.`;
}

function withoutPassword(message: string, url: URL): string {
  const secrets = [url.password, decodeURIComponent(url.password)].filter(Boolean);
  return secrets.reduce((text, secret) => text.replaceAll(secret, '***'), message);
}

function mismatch(kind: ServerKind, version: string, url: URL): string {
  return `Expected the server at DATABASE_URL to be ${kind}, got version ${version} at ${url.host}; point it at a ${kind} server, or unset it to have one started.`;
}
