import { mysqlTable } from 'drizzle-orm/mysql-core';
import {
  productionAccountColumns,
  productionAccountIndexes,
  productionVerificationTokenIndexes,
  verificationTokenColumns,
} from '../../../src/schema/index.ts';
import * as production from '../../../src/schema/production.ts';

/** The number of migrations that version 0.1.0 has. */
export const FIRST_MIGRATIONS = 6;

/** A column that a later migration adds to a table of version 0.1.0. */
interface AddedColumn {
  readonly migration: string;
  readonly table: string;
  /** The property of the Drizzle table. */
  readonly key: string;
  /** The name in SQL. */
  readonly name: string;
  /** What the rows that are there get, as the bytes that the server sends for it. */
  readonly value: Buffer | null;
}

const lease = { migration: '0006_refresh_lease', table: 'accounts' };
const codes = { migration: '0007_email_codes', table: 'verification_tokens' };

/** The columns that later migrations add; a new one is a line here. */
export const addedColumns: readonly AddedColumn[] = [
  { ...lease, key: 'refreshLease', name: 'refresh_lease', value: null },
  { ...lease, key: 'refreshLeaseUntil', name: 'refresh_lease_until', value: null },
  { ...codes, key: 'code', name: 'code', value: null },
  { ...codes, key: 'attempts', name: 'attempts', value: Buffer.from('0') },
  { ...codes, key: 'allowed', name: 'allowed', value: Buffer.from('0') },
];

const addedTo = (table: string) => addedColumns.filter((added) => added.table === table);

/** Returns rows of tables as they are once the later migrations have run. */
export function withAddedColumns<Rows extends Readonly<Record<string, readonly object[]>>>(rows: Rows): Rows {
  const grown = Object.entries(rows).map(([table, rows]) => {
    const added = Object.fromEntries(addedTo(table).map(({ name, value }) => [name, value]));
    return [table, rows.map((row) => ({ ...row, ...added }))];
  });
  return Object.fromEntries(grown) as Rows;
}

function columnsOfFirst<Columns extends object>(table: string, columns: Columns): Columns {
  const added = addedTo(table).map(({ key }) => key);
  const kept = Object.entries(columns).filter(([key]) => !added.includes(key));
  // The types still name the columns that are left out, which nothing here reads.
  return Object.fromEntries(kept) as Columns;
}

/** The production tables as version 0.1.0 declares them. */
export const firstTables = {
  ...production,
  accounts: mysqlTable(
    'accounts',
    columnsOfFirst('accounts', productionAccountColumns()),
    productionAccountIndexes,
  ),
  verificationTokens: mysqlTable(
    'verification_tokens',
    columnsOfFirst('verification_tokens', verificationTokenColumns()),
    productionVerificationTokenIndexes,
  ),
};
