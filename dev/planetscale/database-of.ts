import { useDatabaseUrl } from '../mysql/database-url.ts';
import { askVersion } from '../vitess/ask-version.ts';

/** Returns the name of the database in a URL, once a MySQL answers there; rejects with one line, without the password. */
export async function databaseOf(url: string): Promise<string> {
  await useDatabaseUrl(url, 'mysql');
  const name = decodeURIComponent(new URL(url).pathname.slice(1));
  if (name) return name;
  throw new Error(
    `Expected DATABASE_URL to name a database, as in mysql://user:password@127.0.0.1:3306/name, got none; add its name to the URL.`,
  );
}

/** Says whether a real Vitess answers at a URL, whose errors have the right words already. */
export const isVitess = (url: string): Promise<boolean> =>
  askVersion(url).then(
    () => true,
    () => false,
  );
