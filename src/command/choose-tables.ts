import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Pool, RowDataPacket } from 'mysql2/promise';
import { type AdapterTables, TABLE_COLUMNS } from '../adapter/tables/tables.ts';
import { toAdapterError } from '../database/errors/database-error.ts';
import { CommandFailure, wrongUsage } from './failure.ts';

/** Tables, and their name as `--tables` has it. */
export interface ChosenTables {
  readonly name: string;
  readonly tables: AdapterTables;
}

/** Returns the tables that `--tables` names: those of the package, or what a module exports. */
export async function chooseTables(name: string): Promise<ChosenTables> {
  if (name === 'basic') return { name, tables: await import('../schema/index.ts') };
  if (name === 'production') return { name, tables: await import('../schema/production.ts') };
  return { name, tables: tablesIn(await importModule(name), name) };
}

/** Finds out which tables of the package a database has, by the one whose form differs most. */
export async function findTables(pool: Pool): Promise<ChosenTables> {
  const [columns, indexes] = await describeAccounts(pool).catch((thrown: unknown) => {
    const error = toAdapterError(thrown, 'accounts', 'read');
    const isMissing = /\b(ER_NO_SUCH_TABLE|TABLE_NOT_FOUND|VT0500[45])\b/.test(error.message);
    if (!isMissing) throw error;
    throw new CommandFailure(
      'The database has no table accounts. Run the migrations (docs/migrating.md), check the name of the database in ' +
        'DATABASE_URL, or name your own tables with --tables.',
      { cause: error },
    );
  });
  const isProduction = columns.some(isOfProduction) || indexes.some(isOfProductionIndex);
  return chooseTables(isProduction ? 'production' : 'basic');
}

async function describeAccounts(pool: Pool) {
  const [columns] = await pool.query<RowDataPacket[]>('show columns from accounts');
  const [indexes] = await pool.query<RowDataPacket[]>('show index from accounts');
  return [columns, indexes] as const;
}

/** Says whether a column is one that only the production table has, or has in this form. */
const isOfProduction = ({ Field, Type }: RowDataPacket) =>
  /^refresh_lease/i.test(Field) || (/^access_token$/i.test(Field) && /text/i.test(Type));

/** Says whether this is the first column of the unique index that only the production table has. */
const isOfProductionIndex = ({ Non_unique, Seq_in_index, Column_name }: RowDataPacket) =>
  Number(Non_unique) === 0 && Number(Seq_in_index) === 1 && /^provider_account_id$/i.test(Column_name);

async function importModule(name: string): Promise<object> {
  try {
    return await import(pathToFileURL(resolve(name)).href);
  } catch (error) {
    const { code, message } = error as Error & { readonly code?: unknown };
    if (code === 'ERR_MODULE_NOT_FOUND' && !/\.[cm]?[jt]s$/.test(name))
      throw wrongUsage(
        'Expected --tables to be basic, production or the path of a module, such as ./dist/schema.js.',
      );
    const [reason] = message.split(/\n| imported from /);
    throw wrongUsage(`Expected --tables to be a module that Node can import: ${reason}${adviceOn(code)}`);
  }
}

const adviceOn = (code: unknown) =>
  code === 'ERR_UNKNOWN_FILE_EXTENSION'
    ? ". For TypeScript, install tsx and set NODE_OPTIONS='--import tsx'."
    : '.';

/** Returns the tables that a module exports one by one, as `tables`, or by default, as CommonJS does. */
function tablesIn(module: object, name: string): AdapterTables {
  const { default: byDefault, tables } = module as { readonly default?: object; readonly tables?: object };
  const { tables: withinDefault } = (byDefault ?? {}) as { readonly tables?: object };
  const found = [tables, module, withinDefault, byDefault].find((each) => each && 'users' in each);
  // Which columns they have is checked when the adapter is made.
  if (found) return found as AdapterTables;
  const keys = Object.keys(TABLE_COLUMNS).join(', ');
  throw wrongUsage(
    `Expected ${name} to export tables by the names ${keys}, or an object \`tables\` of them.`,
  );
}
