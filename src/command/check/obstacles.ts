import { readFile } from 'node:fs/promises';
import { sql } from 'drizzle-orm';
import { packageFile } from '../package-file.ts';
import { type Finding, type FindingCode, finding } from './finding.ts';
import { actualOf, type GivenTables, lowerNames, type TableKey } from './given-tables.ts';
import type { Inspection } from './inspection.ts';
import { readRows, textOf } from './rows.ts';

/** The statements that look for what is in the way of the migrations, with what each says in a comment. */
const FILE = 'drizzle/before-migrating.sql';

/** The migrations whose obstacles the file finds, by the table that each changes. */
const MIGRATIONS: Readonly<Record<string, (tables: GivenTables) => boolean>> = {
  accounts: isAccountsDone,
  users: (tables) => hasType(tables, 'users', 'image', /text/),
  sessions: (tables) => hasIndexOn(tables, 'sessions', 'expires'),
  verification_tokens: (tables) =>
    hasIndexOn(tables, 'verificationTokens', 'expires') &&
    hasIndexOn(tables, 'verificationTokens', 'identifier'),
};

/**
 * Finds what would stop the package's migrations, for its production tables in a database that needs some of them.
 *
 * Runs before-migrating.sql, which is for a database without them: of one that has them it would find their own indexes.
 */
export async function checkObstacles(inspection: Inspection, found: readonly Finding[]): Promise<Finding[]> {
  const { work, tables } = inspection;
  const accounts = tables.having('accounts', 'id', 'provider', 'providerAccountId');
  if (work.tablesName !== 'production' || !accounts) return [];
  const has = (table: string, code: FindingCode) =>
    found.some((each) => each.table === table && each.code === code);
  const isAhead = (table: string, { isOfLater }: Statement) => {
    if (isOfLater) return has(table, 'feature-columns-missing');
    // The first one changes `accounts`: until then, none has run.
    return !isAccountsDone(tables) || MIGRATIONS[table]?.(tables) === false || has(table, 'column-missing');
  };
  const isComplete =
    isAccountsDone(tables) &&
    Object.values(MIGRATIONS).every((isDone) => isDone(tables)) &&
    !lacksColumns(found);
  if (isComplete) return [];
  const obstacles: Finding[] = [];
  for (const statement of await readStatements()) {
    const rows = await readRows<'table_name' | 'name' | 'obstacle'>(
      work.db,
      accounts.name,
      sql.raw(statement.text),
    );
    for (const row of rows) {
      const table = textOf(row.table_name);
      if (!isAhead(table, statement)) continue;
      obstacles.push(
        finding('migration-obstacle', {
          table,
          column: textOf(row.name),
          problem: `The migrations would stop here: ${textOf(row.obstacle)}.`,
          fix: statement.remark,
        }),
      );
    }
  }
  return obstacles;
}

/** Says whether columns are missing, which a migration adds or stops at. */
const lacksColumns = (found: readonly Finding[]) =>
  found.some(({ code }) => code === 'column-missing' || code === 'feature-columns-missing');

/** Says whether the first migration has run; one column that somebody has changed since is no sign that it has not. */
function isAccountsDone(tables: GivenTables): boolean {
  return (
    hasType(tables, 'accounts', 'providerAccountId', /^varchar\(512\)$/) ||
    (hasType(tables, 'accounts', 'expires_at', /^bigint/) &&
      hasType(tables, 'accounts', 'id_token', /^mediumtext/))
  );
}

function hasType(tables: GivenTables, key: TableKey, property: string, type: RegExp): boolean {
  const given = tables.having(key, property);
  return type.test((given && actualOf(given, property)?.type) ?? '');
}

function hasIndexOn(tables: GivenTables, key: TableKey, property: string): boolean {
  const given = tables.having(key, property);
  const [name] = given ? lowerNames(given, [property]) : [];
  return given?.actual.indexes.some(({ columns }) => columns[0] === name) ?? false;
}

/** A statement of the file. */
interface Statement {
  readonly text: string;
  /** The comment in front of it, which says what to do. */
  readonly remark: string;
  /** Whether it looks for columns of later versions. */
  readonly isOfLater: boolean;
}

/** Reads the statements of the file. */
async function readStatements(): Promise<Statement[]> {
  const pieces = (await readFile(packageFile(FILE), 'utf8'))
    .split(/;\n/)
    .filter((piece) => /^select/im.test(piece));
  return pieces.map((piece) => {
    const paragraph = piece.trim().split(/\n\n/).at(-1) ?? '';
    const lines = paragraph.split('\n');
    const isComment = (line: string) => line.startsWith('-- ');
    return {
      text: lines.filter((line) => !isComment(line)).join('\n'),
      isOfLater: paragraph.includes('a column has this name'),
      remark: lines
        .filter(isComment)
        .map((line) => line.slice(3))
        .join(' '),
    };
  });
}
