import { onTestFinished } from 'vitest';
import { runSql } from '../../dev/mysql/run-sql.ts';
import { createDatabase } from '../../dev/mysql.ts';
import type { VitessServer } from '../../dev/vitess.ts';
import { basicSql } from '../backends/backend.ts';
import { fillTables } from '../support/rows/every-row.ts';

/** Creates a keyspace of one shard, which is dropped when the test has ended, and returns its URL. */
export async function createKeyspace(server: VitessServer): Promise<string> {
  const { url, drop } = await createDatabase(server.url);
  onTestFinished(drop);
  return url;
}

/** Creates a keyspace with the basic tables and rows in them. */
export async function createFilledKeyspace(server: VitessServer): Promise<string> {
  const url = await createKeyspace(server);
  await runSql(url, await basicSql());
  await fillTables(url);
  return url;
}
