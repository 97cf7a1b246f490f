import { readFile } from 'node:fs/promises';
import * as basic from 'authjs-drizzle-mysql/schema';
import * as production from 'authjs-drizzle-mysql/schema/production';
import { shardedSchema } from 'authjs-drizzle-mysql/vitess';
import { expect, it } from 'vitest';

// drizzle-kit 1.0 removes a collation that the schema does not name; 0.31 does not look at collations.
it('names the collation that the migration gives to account ids, and no other', () => {
  const collations = Object.entries(production.accounts)
    .filter(([, column]) => column.collation)
    .map(([key, { collation }]) => [key, collation]);
  expect(collations).toEqual([['providerAccountId', 'utf8mb4_bin']]);
  expect(basic.accounts.providerAccountId).toMatchObject({ collation: undefined });
});

it('makes the same sharded schema as Drizzle 0.45, with which the files in drizzle/vitess/ are written', async () => {
  const { vschema, lookups } = shardedSchema(production);
  const read = (name: string) =>
    readFile(new URL(`../../../drizzle/vitess/${name}`, import.meta.url), 'utf8');
  expect(vschema).toEqual(JSON.parse(await read('sharded.vschema.json')));
  const statements = (await read('lookups.sql')).replace(/^--.*\n/, '');
  expect(lookups.map((statement) => `${statement};\n`).join('')).toBe(statements);
});
