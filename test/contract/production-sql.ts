import { readdir, readFile } from 'node:fs/promises';

const MIGRATIONS = new URL('../../drizzle/', import.meta.url);

/** Reads the migrations that follow the seed's DDL, in their order. */
export async function productionSql(): Promise<string> {
  const files = (await readdir(MIGRATIONS)).filter((file) => /^(?!0000)\d{4}_.*\.sql$/.test(file)).sort();
  return (await Promise.all(files.map((file) => readFile(new URL(file, MIGRATIONS), 'utf8')))).join('\n');
}
