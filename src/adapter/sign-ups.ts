import type { AdapterAccount, AdapterUser } from '@auth/core/adapters';
import { getTableName } from 'drizzle-orm';
import type { Database } from '../database/database.ts';
import { isRefusedForGood } from '../database/database-error.ts';
import { MySqlAdapterError } from '../errors.ts';
import type { AdapterContext } from './context.ts';
import { halfMadeUserDeletion } from './half-made-users.ts';
import { isSameAddress } from './identity.ts';
import type { AccountKey } from './methods.ts';
import { addLimited, unfinishedSignUps } from './unfinished-sign-ups.ts';

/** How long after its user the first account is linked at the latest: Auth.js awaits `events.createUser` in between. */
const RECENT_MS = 60_000;

/** How long an INSERT may take whose end was not seen. */
const UNKNOWN_MS = 600_000;

/** How long somebody who could not be removed may take to come again: an outage may last for hours. */
const UNDONE_MS = 86_400_000;

type Open = AdapterContext['connect'];

type NewUser = Pick<AdapterUser, 'id'> & { readonly email?: string | null | undefined };

/**
 * Undoes sign-ups that break off half-way: with a user, but without the account or the passkey to sign in by.
 *
 * Left behind, such a user would make Auth.js refuse the next try, because the address is known and the account is
 * not. Auth.js never reads a user between creating and linking, so whom a method has returned belongs to the
 * application: in doubt nothing is undone.
 */
export interface SignUps {
  /** Makes a user by one try of createUser, which may fail; one that may be there all the same is removed later. */
  creating<Result>(user: NewUser, create: () => Promise<Result>): Promise<Result>;
  /** Forgets a user whom a method has returned, or who has a passkey. */
  seen(userId: string): void;
  /** Links the first account of a new user; where that fails, the user is removed again. */
  linking(userId: string, link: (open: Open) => Promise<AdapterAccount>): Promise<AdapterAccount>;
  /** Does what comes after the account of a passkey; where that fails, user, account and session are removed again. */
  afterPasskey<Result>(userId: string, work: (open: Open) => Promise<Result>): Promise<Result>;
  /** Says whether a user is left from a sign-up that broke off in this process. */
  isUnfinished(user: NewUser): boolean;
  /** Removes such a user, unless they have been completed meanwhile, and returns whether they are gone. */
  remove(db: Database, userId: string): Promise<boolean>;
}

/** A user whom createUser makes or has made. */
interface NewSignUp {
  readonly email: string;
  /** When the user was made, or the account of their passkey linked. */
  readonly since: number;
  /** The account of their passkey. */
  readonly account?: AccountKey | undefined;
}

/** Makes the memory of one adapter. */
export function newSignUps({ connect, tables, now, undoFailedSignUp, warn }: AdapterContext): SignUps {
  const inserting = new Map<string, NewSignUp>();
  const created = new Map<string, NewSignUp>();
  const passkeys = new Map<string, NewSignUp>();
  const unfinished = unfinishedSignUps(tables.users);
  const table = getTableName(tables.users);
  const deleteHalfMade = halfMadeUserDeletion(tables);

  const time = () => Number(now());
  /** Says whether it is less than a minute ago; a clock that was set back in between leaves that open. */
  const isRecent = ({ since }: NewSignUp) => time() - since <= RECENT_MS && time() >= since;
  const remember = (userId: string, { email, account }: NewSignUp, forMs: number) =>
    addLimited(unfinished, userId, { email, account, until: time() + forMs });

  /** Makes a function that opens the database of one call, once. */
  function opener(): Open {
    let db: Database | undefined;
    return async () => (db ??= await connect());
  }

  /** Removes a user; one that cannot be removed now is, when they come again. */
  async function undo(userId: string, signUp: NewSignUp, open: Open): Promise<void> {
    // Noted before, so that whoever finds the user meanwhile removes them too, or has them forgotten.
    remember(userId, signUp, UNDONE_MS);
    try {
      const db = await open();
      if (!unfinished.has(userId)) return;
      await deleteHalfMade(db, userId, signUp.account);
      unfinished.delete(userId);
    } catch (error) {
      const code = error instanceof MySqlAdapterError ? error.code : 'an error';
      warn(`A new user whose sign-up broke off may be left in table ${table}: ${code}.`);
    }
  }

  /** Takes a sign-up out of a memory, where no method has returned the user in the meantime. */
  function take(memory: Map<string, NewSignUp>, userId: string): NewSignUp | undefined {
    const signUp = memory.get(userId);
    memory.delete(userId);
    return signUp;
  }

  return {
    async creating({ id, email }, create) {
      if (!undoFailedSignUp) return create();
      // Noted before, so that a user whom a method returns before the answer has come is known to be seen.
      addLimited(inserting, id, { email: email ?? '', since: time() });
      try {
        const result = await create();
        const signUp = take(inserting, id);
        if (signUp) addLimited(created, id, { ...signUp, since: time() });
        return result;
      } catch (error) {
        const signUp = take(inserting, id);
        if (signUp && mayBeThere(error)) remember(id, signUp, UNKNOWN_MS);
        throw error;
      }
    },

    seen(userId) {
      for (const memory of [inserting, created, passkeys, unfinished]) memory.delete(userId);
    },

    async linking(userId, link) {
      const open = opener();
      const signUp = created.get(userId);
      if (!signUp) return link(open);
      // Judged now and not after the tries of a statement, which may take minutes.
      const wasRecent = isRecent(signUp);
      try {
        const linked = await link(open);
        const { provider, providerAccountId, type } = linked;
        const known = take(created, userId);
        if (known && type === 'webauthn')
          addLimited(passkeys, userId, { ...known, account: { provider, providerAccountId }, since: time() });
        return linked;
      } catch (error) {
        const known = take(created, userId);
        if (known && wasRecent) await undo(userId, known, open);
        else if (known) remember(userId, known, UNDONE_MS);
        throw error;
      }
    },

    async afterPasskey(userId, work) {
      const signUp = passkeys.get(userId);
      if (!signUp) return work(connect);
      const wasRecent = isRecent(signUp);
      const open = opener();
      try {
        return await work(open);
      } catch (error) {
        const known = take(passkeys, userId);
        if (known && wasRecent) await undo(userId, known, open);
        throw error;
      }
    },

    isUnfinished({ id, email }) {
      const known = undoFailedSignUp ? unfinished.get(id) : undefined;
      // By the address too: ids that a site counts up may be there in two databases with the same tables.
      return known !== undefined && time() < known.until && isSameAddress(known.email, email ?? '');
    },

    async remove(db, userId) {
      try {
        const isGone = await deleteHalfMade(db, userId, unfinished.get(userId)?.account);
        unfinished.delete(userId);
        return isGone;
      } catch (error) {
        // A key or a trigger of the application's own holds the user, and would the next time too.
        if (isRefusedForGood(error)) unfinished.delete(userId);
        throw error;
      }
    },
  };
}

/** Says whether a user may be there whom createUser has not returned; a replica may not have them yet. */
const mayBeThere = (error: unknown) =>
  error instanceof MySqlAdapterError && ['OUTCOME_UNKNOWN', 'USER_NOT_FOUND'].includes(error.code);
