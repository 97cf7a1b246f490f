import { expect, it } from 'vitest';
import * as account from '../../src/account.ts';
import * as codes from '../../src/codes.ts';
import * as credentials from '../../src/credentials.ts';
import * as root from '../../src/index.ts';
import * as maintenance from '../../src/maintenance.ts';
import * as mysql2 from '../../src/mysql2.ts';
import * as oneTimeTokens from '../../src/one-time-tokens.ts';
import * as planetscale from '../../src/planetscale.ts';
import * as relations from '../../src/relations.ts';
import * as relationsV2 from '../../src/relations-v2.ts';
import * as basic from '../../src/schema/index.ts';
import * as production from '../../src/schema/production.ts';
import * as testing from '../../src/testing.ts';
import * as tokens from '../../src/tokens.ts';
import * as vitess from '../../src/vitess.ts';
import { migrate } from './migrate.ts';
import { newDatabase, run } from './projects.ts';

/** The entries of the package, each with the source that it is built from. */
const entries = {
  'authjs-drizzle-mysql': root,
  'authjs-drizzle-mysql/mysql2': mysql2,
  'authjs-drizzle-mysql/planetscale': planetscale,
  'authjs-drizzle-mysql/schema': basic,
  'authjs-drizzle-mysql/schema/production': production,
  'authjs-drizzle-mysql/relations': relations,
  'authjs-drizzle-mysql/relations-v2': relationsV2,
  'authjs-drizzle-mysql/account': account,
  'authjs-drizzle-mysql/codes': codes,
  'authjs-drizzle-mysql/credentials': credentials,
  'authjs-drizzle-mysql/maintenance': maintenance,
  'authjs-drizzle-mysql/one-time-tokens': oneTimeTokens,
  'authjs-drizzle-mysql/testing': testing,
  'authjs-drizzle-mysql/tokens': tokens,
  'authjs-drizzle-mysql/vitess': vitess,
};
const names = Object.fromEntries(
  Object.entries(entries).map(([entry, source]) => [entry, Object.keys(source).sort()]),
);

it.each([
  ['imports', 'next-auth-5', 'entries.mjs'],
  // Since 20.19, the oldest that the package supports, Node does so without a flag and without a warning.
  ['requires', 'next-auth-4', 'entries.js'],
] as const)('Node %s every entry, without a warning, and runs the adapter', async (_how, name, file) => {
  const url = await newDatabase();
  await migrate(name, url);
  const { stdout, stderr } = await run(name, file, Object.keys(entries), { DATABASE_URL: url });
  expect(stderr).toBe('');
  expect(JSON.parse(stdout)).toEqual({ exports: Object.keys(entries), names, email: 'grace@example.com' });
});
