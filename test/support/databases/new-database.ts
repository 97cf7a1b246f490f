import { createConnection } from 'mysql2/promise';
import { inject, onTestFinished } from 'vitest';
import { runSql } from '../../../dev/mysql/run-sql.ts';
import { createDatabase, type ServerKind } from '../../../dev/mysql.ts';
import { basicSql } from '../../backends/backend.ts';

const urls = inject('servers');

/** The kinds of server that this run has. */
export const servers = (['mysql', 'mariadb'] as const).filter((server) => urls[server]);

/** Just MySQL, if this run has it: drizzle-kit cannot read MariaDB's information_schema. */
export const mysqlAlone = servers.filter((server) => server === 'mysql');

/** Makes an empty database, which is dropped when the test has ended. */
export async function newDatabase(server: ServerKind): Promise<string> {
  const database = await createDatabase(urls[server] ?? '');
  onTestFinished(() => database.drop());
  return database.url;
}

/** Makes a database of the DDL of the basic tables, after SQL that sets what its tables inherit. */
export async function fromDdl(server: ServerKind, defaults = ''): Promise<string> {
  const url = await newDatabase(server);
  await runSql(url, `${defaults}\n${await basicSql()}`);
  return url;
}

/** Returns the rows of each statement of an SQL text, in one list. */
export async function rowsOf<Row extends object>(url: string, text: string): Promise<Row[]> {
  const connection = await createConnection({ uri: url, multipleStatements: true });
  try {
    const [results] = await connection.query<never[]>(text);
    return (results as Row[]).flat() as Row[];
  } finally {
    await connection.end();
  }
}
