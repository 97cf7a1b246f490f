import { createConnection } from 'mysql2/promise';

/** Runs SQL text of several statements on a database. */
export async function runSql(url: string, text: string): Promise<void> {
  const connection = await createConnection({ uri: url, multipleStatements: true });
  try {
    await connection.query(text);
  } finally {
    await connection.end();
  }
}
