import * as basic from 'authjs-drizzle-mysql/schema';
import * as production from 'authjs-drizzle-mysql/schema/production';
import { expect, it } from 'vitest';

// drizzle-kit 1.0 removes a collation that the schema does not name; 0.31 does not look at collations.
it('names the collation that the migration gives to account ids, and no other', () => {
  const collations = Object.entries(production.accounts)
    .filter(([, column]) => column.collation)
    .map(([key, { collation }]) => [key, collation]);
  expect(collations).toEqual([['providerAccountId', 'utf8mb4_bin']]);
  expect(basic.accounts.providerAccountId).toMatchObject({ collation: undefined });
});
