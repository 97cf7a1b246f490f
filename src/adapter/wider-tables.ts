import { MySqlAdapterError } from '../errors.ts';
import type { AdapterContext } from './context.ts';

/** What tells the names of columns that hold more in the production tables from all others. */
const WIDER = /image|account_id|_token/;

/**
 * Returns a function that throws an error again; if an adapter without the option `tables` refused a value that has room
 * in the production tables, it says so.
 */
export const orNameWiderTables =
  ({ hasDefaultTables }: AdapterContext) =>
  (error: unknown): never => {
    if (!hasDefaultTables || !(error instanceof MySqlAdapterError)) throw error;
    const { code, message, table, column = '', cause } = error;
    // One with a cause is the database's own: its column is narrower than the default tables say.
    if (code !== 'VALUE_TOO_LONG' || cause || !WIDER.test(column)) throw error;
    throw new MySqlAdapterError(code, message + ADVICE, { table, column });
  };

const ADVICE =
  ' No `tables` were passed; those of authjs-drizzle-mysql/schema/production have wider columns.';
