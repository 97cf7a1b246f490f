import { sql } from 'drizzle-orm';
import type { MySql2Database } from 'drizzle-orm/mysql2';

/** A line of EXPLAIN: how one table is read. */
interface Access {
  readonly select_type: string;
  readonly table: string | null;
  readonly type: string | null;
  readonly key: string | null;
  readonly rows: number | string | null;
  readonly Extra: string | null;
}

/** Returns how a statement reads each of its tables, leaving out those that the server makes for it. */
export async function accessesOf(db: MySql2Database, statement: string): Promise<Access[]> {
  // Asked for by name, because it is no longer the default of every server.
  const [lines] = await db.execute(sql.raw(`explain format = traditional ${statement}`));
  return (lines as unknown as Access[]).filter(
    ({ select_type, table }) => select_type !== 'INSERT' && table !== null && !table.startsWith('<'),
  );
}

/** Says whether an access looks up a few rows in an index, or none. */
function isLookup({ type, rows, Extra }: Access): boolean {
  if (/no matching row in const table|after reading const tables/.test(Extra ?? '')) return true;
  return /^(const|eq_ref|ref|range)$/.test(type ?? '') && Number(rows) <= 4;
}

/** Returns the kinds of statements that read more than they look for. */
export async function scansOf(db: MySql2Database, statements: readonly string[]): Promise<string[]> {
  const scans: string[] = [];
  for (const statement of statements) {
    const accesses = await accessesOf(db, statement);
    if (!accesses.every(isLookup)) scans.push(statement);
  }
  return kindsOf(scans);
}

/** Shortens statements to verb, table and columns, as `select users by id`, and returns each kind once. */
export const kindsOf = (statements: readonly string[]) => [...new Set(statements.map(kindOf))].sort();

function kindOf(statement: string): string {
  const [, verb, table] = /^(\w+)(?: into|.*? from)? `(\w+)`/.exec(statement) ?? [];
  const conditions = statement.replace(/^.*? where /, '');
  const columns = [...conditions.matchAll(/`(\w+)`(?: =| in| using utf8mb4\) as binary\) <=>) /g)];
  const names = [...new Set(columns.map(([, name]) => name))].join(', ');
  return names && conditions !== statement ? `${verb} ${table} by ${names}` : `${verb} ${table}`;
}
