import type { PoolConnection } from 'mysql2/promise';
import type { Connections } from './connections.ts';

/** An open transaction and the connection that is kept for it. */
export interface Transaction {
  readonly id: string;
  readonly connection: PoolConnection;
  /** A promise that settles when the running statement is done; undefined while none runs. */
  running?: Promise<unknown> | undefined;
  /** The number of the last session that its client got. */
  delivered: bigint;
}

/** How many ended transactions are remembered, as in Vitess (go/pools/numbered.go). */
const REMEMBERED = 1000;

/** The open transactions, each with its own connection; those that take too long are ended. */
export class Transactions {
  readonly #connections: Connections;
  readonly #timeoutMs: number;
  readonly #open = new Map<string, { readonly transaction: Transaction; readonly timer: NodeJS.Timeout }>();
  readonly #ended = new Map<string, string>();
  readonly #undoing = new Map<string, Promise<void>>();
  /** The last id; Vitess counts up from a tablet's start time in nanoseconds. */
  #lastId = BigInt(Date.now()) * 1_000_000n;

  constructor(connections: Connections, timeoutMs: number) {
    this.#connections = connections;
    this.#timeoutMs = timeoutMs;
  }

  /** Keeps a connection with an open transaction until `end()` or the time limit. */
  begin(connection: PoolConnection): Transaction {
    this.#lastId += 1n;
    const id = String(this.#lastId);
    const transaction = { id, connection, delivered: 0n };
    const timer = setTimeout(() => this.#expire(transaction), this.#timeoutMs);
    this.#open.set(id, { transaction, timer });
    return transaction;
  }

  /** Returns the transaction with this id while it is open. */
  find(id: string): Transaction | undefined {
    return this.#open.get(id)?.transaction;
  }

  /** Notes that a client got the session of this number. */
  deliver(id: string | undefined, order: bigint): void {
    const transaction = this.find(id ?? '');
    if (transaction && transaction.delivered < order) transaction.delivered = order;
  }

  /** Returns Vitess's words for why there is no such transaction, once it is undone. */
  async whyNot(id: string): Promise<string> {
    await this.#undoing.get(id);
    return `transaction ${id}: ${this.#ended.get(id) ?? 'not found'}`;
  }

  /** Forgets a transaction and remembers the reason; the caller takes care of its connection. */
  end({ id }: Transaction, reason: string): void {
    clearTimeout(this.#open.get(id)?.timer);
    if (!this.#open.delete(id)) return; // the time limit was first, and its reason stays
    this.#ended.set(id, `ended at ${timestamp(new Date())} (${reason})`);
    const [oldest] = this.#ended.keys();
    if (this.#ended.size > REMEMBERED && oldest !== undefined) this.#ended.delete(oldest);
  }

  /** Ends all of them; {@link Connections.close} closes their connections. */
  close(): void {
    for (const { transaction } of [...this.#open.values()]) this.end(transaction, 'pool closed');
  }

  #expire(transaction: Transaction): void {
    const { id, connection, running } = transaction;
    this.end(transaction, `exceeded timeout: ${this.#timeoutMs / 1000}s`);
    const undone = running ? this.#connections.kill(connection) : this.#connections.giveBack(connection);
    this.#undoing.set(
      id,
      undone.finally(() => void this.#undoing.delete(id)),
    );
  }
}

/** Returns a time in UTC as Vitess prints it: `2022-06-30 20:34:09.614 UTC`. */
const timestamp = (date: Date) => date.toISOString().replace('T', ' ').replace('Z', ' UTC');
