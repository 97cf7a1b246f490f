import { wrongUsage } from './failure.ts';
import type { Terminal } from './work.ts';

const EXAMPLE = 'mysql://user:password@host:3306/database';

/** Returns the address of the database from the environment; no error quotes any of it. */
export function requireDatabaseUrl(env: Terminal['env']): string {
  const text = env.DATABASE_URL?.trim();
  if (!text) throw wrongUsage(`Expected the variable DATABASE_URL to be set, such as ${EXAMPLE}.`);
  const url = parse(text);
  if (!url)
    throw wrongUsage(
      `Expected DATABASE_URL to be an address such as ${EXAMPLE}, in which #, /, ? and % of a password are written as ` +
        '%23, %2F, %3F and %25.',
    );
  if (!/^(mysql|mysql2|mariadb):$/.test(url.protocol))
    throw wrongUsage(`Expected DATABASE_URL to be that of a MySQL server, such as ${EXAMPLE}.`);
  if (url.pathname.length < 2)
    throw wrongUsage(`Expected DATABASE_URL to name a database, as in ${EXAMPLE}.`);
  return text;
}

function parse(text: string): URL | undefined {
  try {
    const url = new URL(text);
    // As mysql2 does, which a % that stands for itself stops.
    for (const part of [url.username, url.password, url.pathname]) decodeURIComponent(part);
    return url;
  } catch {
    return undefined;
  }
}
