import { createConnection, createPool, type Pool, type RowDataPacket } from 'mysql2/promise';
import { codeUnder } from '../support/pages/code-under.ts';

/** A database user with the rights that the page on security grants, and no others. */
export interface LeastUser {
  /** The database's address for them. */
  readonly url: string;
  /** Grants the same on tables made since. */
  grant(): Promise<void>;
  drop(): Promise<void>;
}

const [sqlOfPage = ''] = await codeUnder('security.md', 'The database user', 'sql');

/** What the page grants on each table, by the table's name. */
const grants = new Map(
  [...sqlOfPage.matchAll(/^GRANT (.+) ON site\.(\w+) /gm)].map(([, rights = '', table = '']) => [
    table,
    rights,
  ]),
);

/** Makes such a user. A table of a test's own is recognized by its columns. */
export async function createLeastUser(databaseUrl: string): Promise<LeastUser> {
  const name = `authjs_test_${crypto.randomUUID().slice(0, 8)}`;
  const url = new URL(databaseUrl);
  url.username = name;
  const granted = new Set<string>();
  const run = async (work: (sql: (text: string) => Promise<RowDataPacket[]>) => Promise<void>) => {
    const root = await createConnection(databaseUrl);
    try {
      await work(async (text) => (await root.query<RowDataPacket[]>(text))[0]);
    } finally {
      await root.end();
    }
  };
  const grant = () =>
    run(async (sql) => {
      const tables = await sql(`select table_name as name, group_concat(column_name) as columns
        from information_schema.columns where table_schema = database() group by table_name`);
      for (const table of tables.filter(({ name }) => !granted.has(name))) {
        await sql(
          `grant ${rightsOn(table.name, table.columns.split(','))} on \`${table.name}\` to ${name}@'%'`,
        );
        granted.add(table.name);
      }
    });
  await run(async (sql) => void (await sql(`create user ${name}@'%'`)));
  await grant();
  return { url: url.href, grant, drop: () => run(async (sql) => void (await sql(`drop user ${name}@'%'`))) };
}

function rightsOn(table: string, columns: readonly string[]): string {
  const like = [
    ['accounts', 'provider'],
    ['verification_tokens', 'identifier'],
    ['sessions', 'session_token'],
    ['authenticators', 'credential_id'],
    ['users', 'id'],
  ] as const;
  const isKnown = grants.has(table);
  const [role = 'users'] = like.find(([, column]) => columns.includes(column)) ?? [];
  return grants.get(isKnown ? table : role) ?? '';
}

/** Makes a pool that reads the database past the driver under test. The user gets rights on its new tables. */
export function directPool(databaseUrl: string, user: LeastUser): Pool {
  const pool = createPool(databaseUrl);
  const query = pool.query.bind(pool) as (...given: unknown[]) => Promise<unknown>;
  const granting = async (...given: unknown[]) => {
    const result = await query(...given);
    const { sql = '' } = Object(given[0]) as { sql?: string };
    if (/^create table/i.test(sql)) await user.grant();
    return result;
  };
  pool.query = granting as Pool['query'];
  return pool;
}
