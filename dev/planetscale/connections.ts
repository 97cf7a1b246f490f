import { createConnection, createPool, type Pool, type PoolConnection } from 'mysql2/promise';
import { MAX_ROWS } from './run-query.ts';

/** Is the default of MySQL 8, and of PlanetScale. */
const SQL_MODE =
  'ONLY_FULL_GROUP_BY,STRICT_TRANS_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION';

// Vitess, too, gives a SELECT without a LIMIT one that is one row too long.
const SETTINGS = `set names utf8mb4 collate utf8mb4_0900_ai_ci, time_zone = '+00:00', sql_mode = '${SQL_MODE}', sql_select_limit = ${MAX_ROWS + 1}`;

/** Lends connections that are all alike: what a borrower did to one is undone before it is lent again. */
export class Connections {
  readonly #url: string;
  readonly #database: string;
  readonly #pool: Pool;
  readonly #prepared = new WeakSet<object>();
  readonly #lent = new Set<PoolConnection>();
  /** The connections on their way to a borrower or back, which MySQL has been asked to make alike. */
  readonly #onTheWay = new Set<PoolConnection>();
  readonly #kills = new Map<PoolConnection, Promise<void>>();
  #isClosed = false;

  constructor(url: string, database: string) {
    this.#url = withoutOptions(url);
    this.#database = database;
    this.#pool = createPool({
      uri: this.#url,
      charset: 'utf8mb4_0900_ai_ci',
      connectionLimit: 50,
      supportBigNumbers: true, // with the next, insertId is exact
      bigNumberStrings: true,
      multipleStatements: false,
    });
  }

  /** Lends a connection; waits while all are lent, and rejects when by then the borrower is gone. */
  async borrow(gone?: AbortSignal): Promise<PoolConnection> {
    const connection = await this.#pool.getConnection();
    this.#onTheWay.add(connection);
    try {
      this.#throwIfClosed();
      // The pool wraps a connection anew each time that it lends it; what is inside is the same.
      if (!this.#prepared.has(connection.connection)) await this.#prepare(connection);
      this.#throwIfClosed();
      gone?.throwIfAborted();
    } catch (error) {
      connection.destroy();
      throw error;
    } finally {
      this.#onTheWay.delete(connection);
    }
    this.#lent.add(connection);
    return connection;
  }

  /** Takes a connection back; when it resolves, its locks, temporary tables, variables and LAST_INSERT_ID() are gone. */
  async giveBack(connection: PoolConnection): Promise<void> {
    if (!this.#lent.delete(connection)) return; // killed meanwhile, and would never answer
    this.#onTheWay.add(connection);
    try {
      await connection.reset();
      await this.#prepare(connection);
      connection.release();
    } catch {
      connection.destroy();
    } finally {
      this.#onTheWay.delete(connection);
    }
  }

  /** Ends a connection in the middle of what it is doing, which is rejected, and rolls back its transaction. */
  async kill(connection: PoolConnection): Promise<void> {
    if (!this.#lent.delete(connection)) return this.#kills.get(connection);
    const killed = this.#kill(connection).finally(() => this.#kills.delete(connection));
    this.#kills.set(connection, killed);
    return killed;
  }

  /** Kills what is lent, closes the rest, and lends no more. */
  async close(): Promise<void> {
    this.#isClosed = true;
    // The pool's end would wait for their answer, and a MySQL that has stalled gives none.
    for (const connection of this.#onTheWay) connection.destroy();
    await Promise.all([...this.#lent].map((connection) => this.kill(connection)));
    await Promise.all(this.#kills.values());
    await this.#pool.end();
  }

  #throwIfClosed(): void {
    if (this.#isClosed) throw new Error('the stand-in is closed');
  }

  async #kill(connection: PoolConnection): Promise<void> {
    const ended = new Promise<void>((resolve) => void connection.once('end', () => resolve()));
    try {
      // Not one of the pool, which may have none left.
      const killer = await createConnection(this.#url);
      await killer.query(`kill ${connection.threadId}`).finally(() => killer.destroy());
      // Not destroyed here: mysql2 would then never reject what the connection is doing.
      await ended;
    } catch {
      connection.destroy(); // it was gone already
    }
  }

  // COM_RESET_CONNECTION leaves the database of a USE, and sets what the server's own configuration says.
  async #prepare(connection: PoolConnection): Promise<void> {
    await connection.query('use ??', [this.#database]);
    await connection.query(SETTINGS);
    this.#prepared.add(connection.connection);
  }
}

/** Leaves of a URL's options TLS alone: others would change what the server sends, or allow several statements. */
function withoutOptions(given: string): string {
  const url = new URL(given);
  for (const name of [...url.searchParams.keys()]) if (name !== 'ssl') url.searchParams.delete(name);
  return url.href;
}
