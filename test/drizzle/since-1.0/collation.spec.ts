import * as seed from 'authjs-drizzle-mysql/schema';
import * as production from 'authjs-drizzle-mysql/schema/production';
import { expect, it } from 'vitest';

// drizzle-kit 1.0 takes a collation that the schema does not name for one that is to go; 0.45 does not look at it.
it('names the collation that the migration gives to account ids, and no other', () => {
  const collations = Object.entries(production.accounts)
    .filter(([, column]) => column.collation)
    .map(([key, { collation }]) => [key, collation]);
  expect(collations).toEqual([['providerAccountId', 'utf8mb4_bin']]);
  expect(seed.accounts.providerAccountId).toMatchObject({ collation: undefined });
});
