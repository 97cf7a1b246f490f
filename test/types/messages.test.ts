import { mkdir, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { runCommand } from '../../dev/mysql/run-command.ts';

const root = new URL('../../', import.meta.url);
const compiler = fileURLToPath(new URL('node_modules/typescript/bin/tsc', root));

/** Returns what the compiler says about a table of users that is given to the adapter. */
async function saidOf(columns: string): Promise<string> {
  const folder = new URL(`.tmp/messages-${crypto.randomUUID()}/`, root);
  await mkdir(folder, { recursive: true });
  onTestFinished(() => rm(folder, { recursive: true }));
  const code = `
    import { MySqlAdapter } from 'authjs-drizzle-mysql/mysql2';
    import * as schema from 'authjs-drizzle-mysql/schema';
    import { mysqlTable, timestamp, varchar } from 'drizzle-orm/mysql-core';
    import { createPool } from 'mysql2/promise';
    const text = (name: string) => varchar(name, { length: 255 });
    const users = mysqlTable('members', ${columns});
    MySqlAdapter(createPool(''), { tables: { ...schema, users } });`;
  await writeFile(new URL('code.ts', folder), code);
  const config = { extends: fileURLToPath(new URL('tsconfig.json', root)), include: ['.'], exclude: [] };
  await writeFile(new URL('tsconfig.json', folder), JSON.stringify(config));
  const run = runCommand(process.execPath, [compiler, '-p', fileURLToPath(folder)]);
  return run.catch((failure) => {
    // A compiler that fails and prints nothing has failed in another way.
    if (!failure.cause?.stdout) throw failure;
    return failure.cause.stdout as string;
  });
}

const RIGHT = "id: text('id').primaryKey(), name: text('name'), email: text('email'), image: text('image')";

it('says which column of a table is missing', { timeout: 60_000 }, async () => {
  expect(await saidOf(`{ ${RIGHT} }`)).toMatch(/Property 'emailVerified' is missing in type/);
});

it('says which column of a table is of another type', { timeout: 60_000 }, async () => {
  const said = await saidOf(`{ ${RIGHT}, emailVerified: timestamp('verified', { mode: 'string' }) }`);
  expect(said).toMatch(/'\$inferSelect\.emailVerified' are incompatible/);
  expect(said).toMatch(/Type 'string \| null' is not assignable to type 'Date \| null'/);
});

it('says nothing about a table that fits', { timeout: 60_000 }, async () => {
  expect(await saidOf(`{ ${RIGHT}, emailVerified: timestamp('verified') }`)).toBe('');
});
