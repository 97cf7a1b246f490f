import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type AdapterTables, TABLE_COLUMNS } from '../adapter/tables/tables.ts';
import { propertiesOf } from '../database/properties-of.ts';
import { framesOf, unexpected } from './explain.ts';
import { wrongUsage } from './failure.ts';

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

async function importModule(name: string): Promise<object> {
  try {
    return await import(pathToFileURL(resolve(name)).href);
  } catch (error) {
    const { code, message } = propertiesOf(error);
    if (code === 'ERR_MODULE_NOT_FOUND' && !/\.[cm]?[jt]s$/.test(name))
      throw wrongUsage(
        'Expected --tables to be basic, production or the path of a module, such as ./dist/schema.js.',
      );
    if (!isOfImport(error))
      throw wrongUsage(
        `Expected --tables to be a module that Node can import: it throws ${unexpected(error)}`,
      );
    const [reason] = String(message).split(/\n| imported from /);
    throw wrongUsage(`Expected --tables to be a module that Node can import: ${reason}${adviceOn(code)}`);
  }
}

/** Says whether an error comes from Node's import itself: what a module throws may quote the environment. */
function isOfImport(error: unknown): error is Error {
  if (!(error instanceof Error)) return false;
  const { code } = propertiesOf(error);
  if (code === 'ERR_MODULE_NOT_FOUND' || code === 'ERR_UNKNOWN_FILE_EXTENSION') return true;
  // That of `JSON.parse`, which quotes its text, has a frame of the module that called it.
  return error instanceof SyntaxError && framesOf(error).every((frame) => /\(?node:/.test(frame));
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
