import { createConnection } from 'mysql2/promise';

/** Reads everything that information_schema knows of a database's columns and indexes, in a fixed order. */
export async function describeDatabase(url: string): Promise<{ columns: unknown[]; keys: unknown[] }> {
  const connection = await createConnection(url);
  try {
    const [columns] = await connection.query<never[]>(`
      select table_name as t, ordinal_position as position, column_name as name, column_type as type,
        is_nullable as nullable, column_default as default_value, extra, character_set_name as charset,
        collation_name as collation_name, column_key as in_key, column_comment as comment
      from information_schema.columns
      where table_schema = database() and table_name <> '__drizzle_migrations'
      order by table_name, ordinal_position`);
    const [keys] = await connection.query<never[]>(`
      select table_name as t, index_name as name, non_unique, seq_in_index as seq, column_name as column_name,
        sub_part, index_type as type
      from information_schema.statistics
      where table_schema = database() and table_name <> '__drizzle_migrations'
      order by table_name, index_name, seq_in_index`);
    return { columns, keys };
  } finally {
    await connection.end();
  }
}
