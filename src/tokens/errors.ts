import { getTableName } from 'drizzle-orm';
import type { AdapterTables } from '../adapter/tables/tables.ts';
import { MySqlAdapterError } from '../errors.ts';

type Accounts = AdapterTables['accounts'];

/** Makes the error for a provider that issues no token; `reason` is one of the words of RFC 6749, or empty. */
export const refreshRefused = (accounts: Accounts, reason = ''): MySqlAdapterError =>
  new MySqlAdapterError(
    'REFRESH_REFUSED',
    `The provider issued no new access token${reason && `: ${reason}`}. Send the person to the provider again.`,
    { table: getTableName(accounts) },
  );

/** Makes the error for a provider that another caller could not ask a moment ago. */
export const refreshFailedBefore = (accounts: Accounts): MySqlAdapterError =>
  new MySqlAdapterError(
    'REFRESH_FAILED',
    'A request for a new access token failed a moment ago. Try again in a few seconds.',
    { table: getTableName(accounts) },
  );

/** Makes the error for a caller that has waited too long for others. */
export const waitedTooLong = (accounts: Accounts): MySqlAdapterError =>
  new MySqlAdapterError(
    'RETRIES_EXHAUSTED',
    'Others were refreshing the same access token for too long. Try again later.',
    { table: getTableName(accounts) },
  );
