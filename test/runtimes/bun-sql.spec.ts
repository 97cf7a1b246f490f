import { fileURLToPath } from 'node:url';
import { describe, expect, inject, onTestFinished, test } from 'vitest';
import { runCommand } from '../../dev/mysql/run-command.ts';
import { createDatabase } from '../../dev/mysql.ts';
import { findProgram } from './installed.ts';

const bun = findProgram('bun');
const program = fileURLToPath(new URL('starters/bun-sql.ts', import.meta.url));

describe.each(Object.entries(inject('servers')))('Bun’s own driver on %s', (_kind, serverUrl) => {
  test.skipIf(!bun && !process.env.CI)('counts and fails in a way that the adapter reads', async () => {
    const database = await createDatabase(serverUrl);
    onTestFinished(() => database.drop());
    const report = await runCommand(bun?.path ?? 'bun', ['--no-install', program, database.url]);
    expect(JSON.parse(report)).toEqual({
      inserted: 2,
      deleted: 1,
      none: 0,
      duplicate: 'DUPLICATE: ER_DUP_ENTRY (1062)',
      tooLong: 'VALUE_TOO_LONG: ER_DATA_TOO_LONG (1406)',
      missing: 'DATABASE: ER_NO_SUCH_TABLE (1146)',
      syntax: 'DATABASE: ERR_MYSQL_SYNTAX_ERROR (1064)',
      // MySQL undoes a statement that kills itself, and MariaDB ends the connection.
      killed: expect.stringMatching(/^(DATABASE: ER_QUERY_INTERRUPTED|OUTCOME_UNKNOWN: .+ \(1927\)$)/),
      unreachable: 'CONNECTION_LOST: ERR_MYSQL_CONNECTION_REFUSED',
      noDatabase: 'CONNECTION_LOST: ER_BAD_DB_ERROR (1049)',
    });
  });
});
