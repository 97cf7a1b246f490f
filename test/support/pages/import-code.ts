import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

/** Runs the code of a page as a module with the address of a database in the variable of its kind, and returns what it exports. */
export async function importCode<Exports>(code: string, databaseUrl = ''): Promise<Exports> {
  // Inside the project, so that the code finds the project's own packages.
  const folder = await mkdtemp(fileURLToPath(new URL('.pages-', import.meta.url)));
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeFile(`${folder}/code.ts`, code);
  process.env[databaseUrl.startsWith('http') ? 'DATABASE_HTTP_URL' : 'DATABASE_URL'] = databaseUrl;
  return import(`${folder}/code.ts`);
}
