import type { AdapterUser } from '@auth/core/adapters';
import type { MySqlTable } from 'drizzle-orm/mysql-core';
import { oncePerObject } from '../../database/once-per-object.ts';
import type { AdapterContext } from '../context.ts';
import { isSameAddress } from '../identity.ts';
import type { AccountKey } from '../methods.ts';

/** How long after its user the first account is linked at the latest: Auth.js awaits `events.createUser` in between. */
const RECENT_MS = 60_000;

/** How many sign-ups are remembered of each kind; the oldest is dropped first, and its user stays. */
const LIMIT = 1_000;

/** A user whose sign-up is under way. */
export interface NewSignUp {
  /** The user's address, empty for a user without one. */
  readonly email: string;
  /** When the user was created, or the account of their passkey linked, in milliseconds since 1970. */
  readonly since: number;
  /** The account of their passkey, if it is linked already. */
  readonly account?: AccountKey | undefined;
}

/** A sign-up that broke off, and whose user may still be there. */
interface UnfinishedSignUp extends Omit<NewSignUp, 'since'> {
  /** Until when this counts, in milliseconds since 1970. */
  readonly until: number;
}

/** The parts of a new user that are remembered. */
export type NewUser = Pick<AdapterUser, 'id'> & { readonly email?: string | null | undefined };

/** The steps of a sign-up, each with the users who have come that far, by id. */
export interface SignUpSteps {
  /** Users whose INSERT is under way. */
  readonly inserting: Map<string, NewSignUp>;
  /** Users without an account. */
  readonly created: Map<string, NewSignUp>;
  /** Users with the account of a passkey that is not stored yet. */
  readonly passkeys: Map<string, NewSignUp>;
}

/**
 * Returns the sign-ups that broke off in this process, by user id, for a table of users.
 *
 * By table and not by adapter, since many sites make an adapter for each request.
 */
const unfinishedSignUps = /* @__PURE__ */ oncePerObject(
  (_users: MySqlTable) => new Map<string, UnfinishedSignUp>(),
);

/** The sign-ups that one adapter remembers. */
export type SignUpMemory = ReturnType<typeof makeMemory>;

/** Makes the memory of one adapter. */
export function makeMemory({ tables: { users }, now }: AdapterContext) {
  const unfinished = unfinishedSignUps(users);
  const steps: SignUpSteps = { inserting: new Map(), created: new Map(), passkeys: new Map() };
  const time = () => Number(now());

  return {
    unfinished,

    /** Remembers that a user has come to a step just now. */
    start(step: keyof SignUpSteps, userId: string, signUp: Omit<NewSignUp, 'since'>): void {
      addLimited(steps[step], userId, { ...signUp, since: time() });
    },

    /** Returns the sign-up of a user who has come to a step. */
    find: (step: keyof SignUpSteps, userId: string): NewSignUp | undefined => steps[step].get(userId),

    /** Takes a sign-up out of a step; undefined if a method has returned the user in the meantime. */
    take(step: keyof SignUpSteps, userId: string): NewSignUp | undefined {
      const signUp = steps[step].get(userId);
      steps[step].delete(userId);
      return signUp;
    },

    /** Says whether a step began less than a minute ago; if the clock was set back since, that is unknown. */
    isRecent: ({ since }: NewSignUp): boolean => time() - since <= RECENT_MS && time() >= since,

    /** Remembers for a while that a sign-up broke off. */
    breakOff(userId: string, { email, account }: NewSignUp, forMs: number): void {
      addLimited(unfinished, userId, { email, account, until: time() + forMs });
    },

    /** Says whether a user is left from a sign-up that broke off in this process. */
    isUnfinished({ id, email }: NewUser): boolean {
      const known = unfinished.get(id);
      // By the address too: ids that a site counts up may exist in two databases with the same tables.
      return known !== undefined && time() < known.until && isSameAddress(known.email, email ?? '');
    },

    /** Forgets a user. */
    forget(userId: string): void {
      for (const memory of [...Object.values(steps), unfinished]) memory.delete(userId);
    },
  };
}

/** Adds to a map of limited size, as the latest entry. */
function addLimited<Value>(map: Map<string, Value>, key: string, value: Value): void {
  map.delete(key);
  const [oldest] = map.keys();
  if (oldest !== undefined && map.size >= LIMIT) map.delete(oldest);
  map.set(key, value);
}
