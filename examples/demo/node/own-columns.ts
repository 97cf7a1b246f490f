import type { Pool, RowDataPacket } from 'mysql2/promise';

/** What the demo's `tables.ts` adds to the package's tables, as `drizzle-kit generate` would write it. */
const ADDED = [
  { table: 'sessions', column: 'user_agent', type: 'varchar(255)' },
  { table: 'sessions', column: 'ip_address', type: 'varchar(45)' },
  { table: 'users', column: 'password_hash', type: 'varchar(255)' },
] as const;

/** What tables from an older version of the package lack. */
const OF_CODES = ['code', 'attempts', 'allowed'].map((column) => ({ table: 'verification_tokens', column }));

/** Adds the demo's own columns, unless they are there. */
export async function addOwnColumns(pool: Pool): Promise<void> {
  for (const { table, column, type } of await lacking(pool, ADDED))
    await pool.query(`alter table ${table} add column ${column} ${type}`);
}

/** Returns the columns that the demo needs and the tables lack, such as `users.password_hash`. */
export async function missingColumns(pool: Pool): Promise<string[]> {
  const missing = await lacking(pool, [...ADDED, ...OF_CODES]);
  return missing.map(({ table, column }) => `${table}.${column}`);
}

async function lacking<Column extends { table: string; column: string }>(
  pool: Pool,
  wanted: readonly Column[],
): Promise<Column[]> {
  const [rows] = await pool.query<RowDataPacket[]>(
    `select concat(table_name, '.', column_name) as name from information_schema.columns
      where table_schema = database()`,
  );
  const there = new Set(rows.map(({ name }) => String(name)));
  return wanted.filter(({ table, column }) => !there.has(`${table}.${column}`));
}
