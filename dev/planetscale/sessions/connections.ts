import { createConnection, createPool, type Pool, type PoolConnection } from 'mysql2/promise';
import { MAX_ROWS } from '../rows/run-query.ts';

/** The default of MySQL 8, and of PlanetScale. */
const SQL_MODE =
  'ONLY_FULL_GROUP_BY,STRICT_TRANS_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION';

// Vitess, too, adds a LIMIT of one row too many to a SELECT without one.
const SETTINGS = `set names utf8mb4 collate utf8mb4_0900_ai_ci, time_zone = '+00:00', sql_mode = '${SQL_MODE}', sql_select_limit = ${MAX_ROWS + 1}`;

/** A pool of identical connections: whatever a borrower did to one is undone before it is lent again. */
export class Connections {
  readonly #url: string;
  readonly #database: string;
  readonly #keepsSettings: boolean;
  readonly #pool: Pool;
  readonly #prepared = new WeakSet<object>();
  readonly #lent = new Set<PoolConnection>();
  /** The connections on their way to a borrower or back, which MySQL is resetting. */
  readonly #onTheWay = new Set<PoolConnection>();
  readonly #kills = new Map<PoolConnection, Promise<void>>();
  #isClosed = false;

  /**
   * @param keepsSettings whether the server keeps a connection's settings and variables when it resets it, as vtgate
   * does: each is then lent once
   */
  constructor(url: string, database: string, keepsSettings = false) {
    this.#url = withoutOptions(url);
    this.#database = database;
    this.#keepsSettings = keepsSettings;
    this.#pool = createPool({
      uri: this.#url,
      charset: 'utf8mb4_0900_ai_ci',
      connectionLimit: 50,
      supportBigNumbers: true, // with the next, insertId is exact
      bigNumberStrings: true,
      multipleStatements: false,
    });
  }

  /** Lends a connection. Waits while all are lent, and rejects if the borrower is gone by then. */
  async borrow(gone?: AbortSignal): Promise<PoolConnection> {
    const connection = await this.#pool.getConnection();
    this.#onTheWay.add(connection);
    try {
      this.#throwIfClosed();
      // The pool wraps a connection anew each time it lends it; the inner one stays the same.
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
    if (!this.#lent.delete(connection)) return; // killed meanwhile, so it would never answer
    this.#onTheWay.add(connection);
    try {
      await connection.reset();
      if (this.#keepsSettings) return connection.destroy();
      await this.#prepare(connection);
      connection.release();
    } catch {
      connection.destroy();
    } finally {
      this.#onTheWay.delete(connection);
    }
  }

  /** Kills a connection: its current query is rejected and its transaction rolled back. */
  async kill(connection: PoolConnection): Promise<void> {
    if (!this.#lent.delete(connection)) return this.#kills.get(connection);
    const killed = this.#kill(connection).finally(() => this.#kills.delete(connection));
    this.#kills.set(connection, killed);
    return killed;
  }

  /** Kills the connections that are lent, closes the rest, and lends no more. */
  async close(): Promise<void> {
    this.#isClosed = true;
    // Ending the pool would wait for their answers, and a stalled MySQL gives none.
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
      // Not from the pool, which may have none left.
      const killer = await createConnection(this.#url);
      await killer.query(`kill ${connection.threadId}`).finally(() => killer.destroy());
      // Not destroyed here: mysql2 would then never reject what the connection is doing.
      await ended;
    } catch {
      connection.destroy(); // it was gone already
    }
  }

  // COM_RESET_CONNECTION keeps the database of a USE, and restores the server's own settings.
  async #prepare(connection: PoolConnection): Promise<void> {
    await connection.query('use ??', [this.#database]);
    await connection.query(SETTINGS);
    this.#prepared.add(connection.connection);
  }
}

/** Removes all of a URL's options but TLS: others would change what the server sends, or allow several statements. */
function withoutOptions(given: string): string {
  const url = new URL(given);
  for (const name of [...url.searchParams.keys()]) if (name !== 'ssl') url.searchParams.delete(name);
  return url.href;
}
