import { createConnection } from 'mysql2/promise';

const QUESTION = 'select @@version as version, @@version_comment as comment';

/** Asks a vtgate for the version of Vitess; rejects if something else answers. */
export async function askVersion(url: string): Promise<string> {
  const connection = await createConnection({ uri: url, connectTimeout: 10_000 });
  try {
    const [rows] = await connection.query({ sql: QUESTION, timeout: 10_000 });
    // The columns are named in QUESTION; a select without a table has one row.
    const [{ version, comment }] = rows as [{ version: string; comment: string }];
    const found = /^Version: ([\d.]+)/.exec(comment)?.[1];
    if (found && version.endsWith('-Vitess')) return found;
    throw new Error(`it is another server, of version ${version}.`);
  } finally {
    connection.destroy();
  }
}
