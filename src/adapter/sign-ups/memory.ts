import type { AdapterUser } from '@auth/core/adapters';
import type { MySqlTable } from 'drizzle-orm/mysql-core';
import { oncePerObject } from '../../database/once-per-object.ts';
import type { AdapterContext } from '../context.ts';
import { isSameAddress } from '../identity.ts';
import type { AccountKey } from '../methods.ts';

/** The longest wait from a user to the first account: Auth.js awaits `events.createUser` in between. */
const RECENT_MS = 60_000;

/** How many sign-ups of each kind are remembered; the oldest is dropped first, and its user stays. */
const LIMIT = 1_000;

/** A user whose sign-up is under way. */
export interface NewSignUp {
  /** The user's address, empty for a user without one. */
  readonly email: string;
  /** When the user was created, or the account of their passkey linked, in milliseconds since 1970. */
  readonly since: number;
  /** The account of their passkey, if it is already linked. */
  readonly account?: AccountKey | undefined;
}

/** A sign-up that broke off; its user may still exist. */
interface UnfinishedSignUp extends Omit<NewSignUp, 'since'> {
  /** Until when this counts, in milliseconds since 1970. */
  readonly until: number;
}

/** The parts of a new user that are remembered. */
export type NewUser = Pick<AdapterUser, 'id'> & { readonly email?: string | null | undefined };

/**
 * Returns the sign-ups that broke off in this process, by user id, for a table of users.
 *
 * By table and not by adapter, since many sites make an adapter per request.
 */
const unfinishedSignUps = /* @__PURE__ */ oncePerObject(
  (_users: MySqlTable) => new Map<string, UnfinishedSignUp>(),
);

/** The sign-ups that one adapter remembers, by user id. */
export interface SignUpMemory {
  /** Users whose INSERT is under way. */
  readonly inserting: Map<string, NewSignUp>;
  /** Users without an account. */
  readonly created: Map<string, NewSignUp>;
  /** Users with the account of a passkey that is not stored yet. */
  readonly passkeys: Map<string, NewSignUp>;
  /** Users whose sign-up broke off. */
  readonly unfinished: Map<string, UnfinishedSignUp>;
  /** Returns the time, in milliseconds since 1970. */
  now(): number;
}

/** Makes the memory of one adapter. */
export const makeMemory = ({ tables: { users }, now }: AdapterContext): SignUpMemory => ({
  inserting: new Map(),
  created: new Map(),
  passkeys: new Map(),
  unfinished: unfinishedSignUps(users),
  now: () => Number(now()),
});

/** Takes a sign-up out of one of the maps; undefined if a method has returned the user in the meantime. */
export function take(signUps: Map<string, NewSignUp>, userId: string): NewSignUp | undefined {
  const signUp = signUps.get(userId);
  signUps.delete(userId);
  return signUp;
}

/** Says whether a sign-up began less than a minute ago; false if the clock was set back since. */
export function isRecent(memory: SignUpMemory, { since }: NewSignUp): boolean {
  const now = memory.now();
  return now - since <= RECENT_MS && now >= since;
}

/** Remembers for a while that a sign-up broke off. */
export function breakOff(memory: SignUpMemory, userId: string, signUp: NewSignUp, forMs: number): void {
  const { email, account } = signUp;
  addLimited(memory.unfinished, userId, { email, account, until: memory.now() + forMs });
}

/** Says whether a user is left over from a sign-up that broke off in this process. */
export function isUnfinished(memory: SignUpMemory, { id, email }: NewUser): boolean {
  const known = memory.unfinished.get(id);
  // By the address too: a site's sequential ids may exist in two databases with the same tables.
  return known !== undefined && memory.now() < known.until && isSameAddress(known.email, email ?? '');
}

/** Forgets a user. */
export function forget({ inserting, created, passkeys, unfinished }: SignUpMemory, userId: string): void {
  for (const signUps of [inserting, created, passkeys, unfinished]) signUps.delete(userId);
}

/** Adds to a map of limited size, as the latest entry. */
export function addLimited<Value>(map: Map<string, Value>, key: string, value: Value): void {
  map.delete(key);
  const [oldest] = map.keys();
  if (oldest !== undefined && map.size >= LIMIT) map.delete(oldest);
  map.set(key, value);
}
