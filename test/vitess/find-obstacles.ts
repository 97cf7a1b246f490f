import { sqlOf } from '../support/databases/apply-migrations.ts';
import { query } from '../support/databases/query.ts';

/** Runs the statements of before-migrating.sql one at a time, and returns a text for each row that they find. */
export async function findObstacles(url: string): Promise<string[]> {
  const statements = (await sqlOf('before-migrating')).split(/;\n/).filter((sql) => /^select/im.test(sql));
  const found = [];
  for (const statement of statements) found.push(...(await query(url, statement)));
  return found.map(({ table_name, name, obstacle }) => `${table_name}.${name}: ${obstacle}`);
}
