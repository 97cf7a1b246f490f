import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type AdapterTables, TABLE_COLUMNS } from '../adapter/tables/tables.ts';
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
