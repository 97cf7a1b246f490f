import { generateMySQLDrizzleJson, generateMySQLMigration } from 'drizzle-kit/api';
import { runSql } from '../../../dev/mysql/run-sql.ts';

/** Makes Drizzle tables in a database, by the SQL that drizzle-kit generates for them. */
export async function makeTables(url: string, tables: object): Promise<void> {
  const statements = await generateMySQLMigration(
    await generateMySQLDrizzleJson({}),
    await generateMySQLDrizzleJson({ ...tables }),
  );
  await runSql(url, statements.join('\n'));
}
