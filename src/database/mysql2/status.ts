import { MySqlAdapterError } from '../../errors.ts';
import { propertiesOf } from '../properties-of.ts';
import { isMysql2 } from './settings.ts';

/**
 * Bits of the status that a server sends with what it has done.
 *
 * @see https://dev.mysql.com/doc/dev/mysql-server/latest/mysql__com_8h.html
 */
const IN_TRANSACTION = 1;
const AUTOCOMMIT = 2;
const NO_BACKSLASH_ESCAPES = 512;

/**
 * Refuses to go on with a server whose status after a write says that it must not: of `autocommit=0` over a pool, where
 * nobody commits the write but by chance, and of a mode in which text of this client may end its own quotation.
 *
 * On a single connection and in a transaction of Drizzle's the caller commits. That a transaction is open with
 * `autocommit` on is not believed: proxies say so after an error.
 */
export function requireStatus(client: unknown, isTransaction: boolean, result: unknown, table: string): void {
  const status = Number(propertiesOf(propertiesOf(result)[0]).serverStatus);
  const isOpen = (status & (IN_TRANSACTION | AUTOCOMMIT)) === IN_TRANSACTION;
  if (isOpen && !isTransaction && propertiesOf(client).getConnection)
    throw new MySqlAdapterError(
      'OUTCOME_UNKNOWN',
      `A write to table ${table} may or may not have happened: its connection has \`autocommit\` off. Turn it on.`,
      { table },
    );
  if (status & NO_BACKSLASH_ESCAPES && !isMysql2(client))
    throw new MySqlAdapterError(
      'UNSUPPORTED_CLIENT',
      'Expected a mysql2 pool, since sql_mode has NO_BACKSLASH_ESCAPES, got another client, whose text could run as SQL.',
    );
}
