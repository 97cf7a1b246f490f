import type { Pool, RowDataPacket } from 'mysql2/promise';

/** What the demo's `tables.ts` adds to the package's table, as `drizzle-kit generate` would write it. */
const ADD_COLUMNS =
  'alter table sessions add column user_agent varchar(255), add column ip_address varchar(45)';

/** Adds the columns for a session's browser and network, unless they are there. */
export async function addDeviceColumns(pool: Pool): Promise<void> {
  if (!(await hasDeviceColumns(pool))) await pool.query(ADD_COLUMNS);
}

/** Says whether the table of sessions has both columns. */
export async function hasDeviceColumns(pool: Pool): Promise<boolean> {
  const [rows] = await pool.query<RowDataPacket[]>(
    `select column_name from information_schema.columns where table_schema = database()
      and table_name = 'sessions' and column_name in ('user_agent', 'ip_address')`,
  );
  return rows.length === 2;
}
