import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { copyMigrations, journal, journalIn } from './apply-migrations.ts';
import { firstNotes } from './first-notes.ts';
import { FIRST_MIGRATIONS } from './first-version.ts';

/** Copies the migrations as they were while the first one was called `0000_seed`, with the times that they had then. */
export async function formerMigrations(count = FIRST_MIGRATIONS): Promise<string> {
  const folder = await copyMigrations(count);
  await rename(join(folder, '0000_basic.sql'), join(folder, '0000_seed.sql'));
  const entries = journal.entries.slice(0, count).map((entry, index) => ({
    ...entry,
    ...(index === 0 && { tag: '0000_seed' }),
    when: firstNotes[index]?.created_at,
  }));
  await writeFile(journalIn(folder), JSON.stringify({ ...journal, entries }));
  return folder;
}
