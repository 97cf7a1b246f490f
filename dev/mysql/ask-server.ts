import { createConnection } from 'mysql2/promise';
import { kindFromVersion } from './find-program.ts';
import type { ServerKind } from './server.ts';

/** What a server says about itself. */
export interface Answer {
  readonly kind: ServerKind;
  readonly version: string;
  readonly dataFolder: string;
}

const QUESTION = 'select version() as version, @@version_comment as comment, @@datadir as dataFolder';

/** Connects to a server and asks what it is; rejects with the driver's error. */
export async function askServer(url: string, timeoutMs = 10_000): Promise<Answer> {
  const connection = await createConnection({ uri: url, connectTimeout: timeoutMs });
  try {
    const [rows] = await connection.query({ sql: QUESTION, timeout: timeoutMs });
    // The columns are named in QUESTION; a select without a table has one row.
    const [row] = rows as [{ version: string; comment: string; dataFolder: string }];
    return { ...row, kind: kindFromVersion(`${row.version} ${row.comment}`) };
  } finally {
    connection.destroy();
  }
}
