import { readdir, readFile } from 'node:fs/promises';
import { withoutBreakpoints } from './without-breakpoints.ts';

const MIGRATIONS = new URL('../../../drizzle/', import.meta.url);

/** Reads the migrations that follow that of the basic tables, in order, as a plain client takes them. */
export async function productionSql(): Promise<string> {
  const files = (await readdir(MIGRATIONS)).filter((file) => /^(?!0000)\d{4}_.*\.sql$/.test(file)).sort();
  const texts = await Promise.all(files.map((file) => readFile(new URL(file, MIGRATIONS), 'utf8')));
  return withoutBreakpoints(texts.join('\n'));
}

/** Reads the statement that makes the table of passkeys. */
export async function passkeysSql(): Promise<string> {
  const [create = ''] = (await readFile(new URL('0005_authenticators.sql', MIGRATIONS), 'utf8')).split(';');
  return create;
}
