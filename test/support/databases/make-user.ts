import { onTestFinished } from 'vitest';
import { runSql } from '../../../dev/mysql/run-sql.ts';

/** Runs SQL from a page for a database, and returns the database's address for the user that it makes. */
export async function makeUser(url: string, sqlOfPage: string): Promise<string> {
  const database = new URL(url).pathname.slice(1);
  const [, role = '', password = ''] =
    /CREATE USER '(\w+)'@'%' IDENTIFIED BY '([^']+)'/.exec(sqlOfPage) ?? [];
  const name = `authjs_test_${crypto.randomUUID().slice(0, 8)}`;
  await runSql(url, sqlOfPage.replaceAll('site.', `${database}.`).replaceAll(`'${role}'@`, `'${name}'@`));
  onTestFinished(() => runSql(url, `drop user '${name}'@'%'`));
  return Object.assign(new URL(url), { username: name, password }).href;
}

/** A privilege that a page grants on a table, or on a column of it. */
export interface Grant {
  readonly right: string;
  readonly table: string;
}

/** Returns the privileges that SQL from a page grants, each on each table or column by itself. */
export const grantsIn = (sqlOfPage: string): Grant[] =>
  [...sqlOfPage.matchAll(/^GRANT (.+) ON site\.(\w+)\s/gm)].flatMap(([, rights = '', table = '']) =>
    [...rights.matchAll(/(\w+)(?: \(([^)]+)\))?/g)].flatMap(([, right = '', columns]) =>
      columns
        ? columns.split(', ').map((column) => ({ right: `${right} (${column})`, table }))
        : { right, table },
    ),
  );

/** Returns the name of a user in SQL, from the address that `makeUser` returned. */
export const granteeOf = (user: string): string => `'${new URL(user).username}'@'%'`;
