import { MySqlAdapterError } from '../../errors.ts';
import { propertiesOf } from '../properties-of.ts';
import { isMysql2 } from './settings.ts';

/**
 * Bits of the status that a server sends with each result.
 *
 * @see https://dev.mysql.com/doc/dev/mysql-server/latest/mysql__com_8h.html
 */
const IN_TRANSACTION = 1;
const AUTOCOMMIT = 2;
const NO_BACKSLASH_ESCAPES = 512;

/**
 * Throws if the status after a write shows `autocommit=0` over a pool, where the write is committed only by chance, or
 * a mode in which text of this client may end its own quotation.
 *
 * On a single connection and in a Drizzle transaction, the caller commits. An open transaction with `autocommit` on is
 * ignored, because proxies report one after an error.
 */
export function requireStatus(client: unknown, result: unknown, table: string): void {
  const status = Number(propertiesOf(propertiesOf(result)[0]).serverStatus);
  const isOpen = (status & (IN_TRANSACTION | AUTOCOMMIT)) === IN_TRANSACTION;
  if (isOpen && propertiesOf(client).getConnection)
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
