import { createConnection, type RowDataPacket } from 'mysql2/promise';

/** Drops every table of a database on the MySQL beneath, which takes a tenth of the time that vtgate would. */
export async function emptyDatabase(url: string): Promise<void> {
  const connection = await createConnection({ uri: url, multipleStatements: true });
  try {
    const [tables] = await connection.query<RowDataPacket[]>(
      'select table_name as name from information_schema.tables where table_schema = database()',
    );
    if (tables.length === 0) return;
    const names = tables.map(({ name }) => `\`${name}\``).join(', ');
    // A statement that a test has forgotten may hold the table, and the server would wait a year for it.
    await connection.query(`set lock_wait_timeout = 20, foreign_key_checks = 0; drop table ${names}`);
  } finally {
    connection.destroy();
  }
}
