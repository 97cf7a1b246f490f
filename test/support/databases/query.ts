import { createConnection } from 'mysql2/promise';

/** Runs one statement over a connection of its own, and returns the rows. */
export async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const connection = await createConnection(url);
  try {
    const [rows] = await connection.query(sql);
    return rows as Record<string, unknown>[]; // every statement here returns rows, or none are read
  } finally {
    connection.destroy();
  }
}
