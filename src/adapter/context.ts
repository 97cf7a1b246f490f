import { connector, type Database, type DatabaseSource } from '../database/database.ts';
import * as defaultTables from '../schema/index.ts';
import { generateUserId } from '../schema/user-id.ts';
import { requireText } from './identity.ts';
import { type AdapterTables, requireTables } from './tables.ts';

/** Is what every `MySqlAdapter` takes beside its database; all of it may be left out. */
export interface MySqlAdapterOptions {
  /**
   * The tables to work on.
   * @default the tables of `authjs-drizzle-mysql/schema`
   */
  readonly tables?: AdapterTables | undefined;
  /**
   * Makes the id of a new user.
   * @default the id column's own `$defaultFn`, else 12 characters out of `0-9a-z`
   */
  readonly generateUserId?: (() => string) | undefined;
  /**
   * Tells the time, for tests that fix it.
   * @default () => new Date()
   */
  readonly now?: (() => Date) | undefined;
}

/** Is what the methods of one adapter share. */
export interface AdapterContext {
  readonly connect: () => Database | Promise<Database>;
  readonly tables: AdapterTables;
  readonly generateUserId: () => string;
  readonly now: () => Date;
}

/** Fills in the defaults of the options and checks them. */
export function adapterContext(source: DatabaseSource, options: MySqlAdapterOptions): AdapterContext {
  const { tables = defaultTables, now = () => new Date() } = options;
  requireTables(tables);
  const idOf = options.generateUserId ?? tables.users.id.defaultFn ?? generateUserId;
  return {
    connect: connector(source),
    tables,
    now,
    generateUserId: () => requireText(idOf(), 'generateUserId()'),
  };
}
