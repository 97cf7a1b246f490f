import type { MySqlTable } from 'drizzle-orm/mysql-core';
import { oncePerObject } from '../database/prepared.ts';
import type { AccountKey } from './methods.ts';

/** A sign-up that broke off and whose user may be there. */
export interface UnfinishedSignUp {
  /** The address of the user, empty for one without. */
  readonly email: string;
  /** The account of a passkey that was linked already; without one, the user has none. */
  readonly account?: AccountKey | undefined;
  /** Milliseconds since 1970 until which this counts. */
  readonly until: number;
}

/** How many are remembered for one table of users; the oldest goes first, and that user stays. */
const LIMIT = 1_000;

/**
 * Returns the sign-ups that broke off in this process, by user id, for a table of users.
 *
 * By table and not by adapter, since many sites make an adapter for each request.
 */
export const unfinishedSignUps = /* @__PURE__ */ oncePerObject(
  (_users: MySqlTable) => new Map<string, UnfinishedSignUp>(),
);

/** Adds to a memory of limited size, as the latest. */
export function addLimited<Value>(memory: Map<string, Value>, key: string, value: Value): void {
  memory.delete(key);
  const [oldest] = memory.keys();
  if (oldest !== undefined && memory.size >= LIMIT) memory.delete(oldest);
  memory.set(key, value);
}
