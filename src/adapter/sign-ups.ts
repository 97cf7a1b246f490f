import type { AdapterAccount } from '@auth/core/adapters';
import { getTableName } from 'drizzle-orm';
import type { Database } from '../database/database.ts';
import { MySqlAdapterError } from '../errors.ts';
import type { AdapterContext } from './context.ts';
import { halfMadeUserDeletion } from './half-made-users.ts';
import type { AccountKey } from './methods.ts';
import { addLimited, unfinishedSignUps } from './unfinished-sign-ups.ts';

/** How long after its user the first account is linked at the latest: Auth.js awaits `events.createUser` in between. */
const RECENT_MS = 60_000;

/** How long an INSERT may take whose end was not seen. */
const UNKNOWN_MS = 600_000;

/** Opens the database of one adapter call, which may fail. */
type Open = () => Database | Promise<Database>;

/**
 * Undoes sign-ups that break off half-way: with a user, but without the account or the passkey to sign in by.
 *
 * Left behind, such a user would make Auth.js refuse the next try, because the address is known and the account is
 * not. Auth.js never reads a user between creating and linking, so whom a method has returned belongs to the
 * application: in doubt nothing is undone.
 */
export interface SignUps {
  /** Notes that createUser has made a user. */
  created(userId: string): void;
  /** Notes that createUser may have made a user, and has said so to its caller. */
  lost(userId: string): void;
  /** Forgets a user whom a method has returned. */
  seen(userId: string): void;
  /** Links the first account of a new user; where that fails, the user is removed again. */
  linking(userId: string, open: Open, link: () => Promise<AdapterAccount>): Promise<AdapterAccount>;
  /** Does what comes after the account of a passkey; where that fails, user, account and session are removed again. */
  afterPasskey<Result>(
    userId: string,
    step: 'createSession' | 'createAuthenticator',
    open: Open,
    work: () => Promise<Result>,
  ): Promise<Result>;
  /** Says whether a user is left from a sign-up that broke off in this process. */
  isUnfinished(userId: string): boolean;
  /** Removes such a user, unless they have been completed meanwhile, and returns whether they are gone. */
  remove(db: Database, userId: string): Promise<boolean>;
}

/** Says whether the database has refused a removal, and not only failed to do it. */
const isRefused = (error: unknown) => error instanceof MySqlAdapterError && error.code === 'DATABASE';

/** The account of a new user's passkey, and when it was linked. */
interface PasskeySignUp {
  readonly account: AccountKey;
  readonly since: number;
}

/** Makes the memory of one adapter. */
export function newSignUps({ tables, now, undoesFailedSignUp, warn }: AdapterContext): SignUps {
  const createdAt = new Map<string, number>();
  const passkeys = new Map<string, PasskeySignUp>();
  const unfinished = unfinishedSignUps(tables.users);
  const table = getTableName(tables.users);
  const deleteHalfMade = halfMadeUserDeletion(tables);

  const time = () => Number(now());
  const isRecent = (since: number, moment: number) => moment - since <= RECENT_MS;

  /** Removes a user; one that cannot be removed now is, when they come again. */
  async function undo(userId: string, open: Open, account?: AccountKey): Promise<void> {
    try {
      await deleteHalfMade(await open(), userId, account);
    } catch (error) {
      addLimited(unfinished, userId, { account, until: Number.POSITIVE_INFINITY });
      const code = error instanceof MySqlAdapterError ? error.code : 'an error';
      warn(`A new user whose first account could not be linked stays in table ${table}: ${code}.`);
    }
  }

  return {
    created(userId) {
      if (undoesFailedSignUp) addLimited(createdAt, userId, time());
    },

    lost(userId) {
      createdAt.delete(userId);
      if (undoesFailedSignUp) addLimited(unfinished, userId, { until: time() + UNKNOWN_MS });
    },

    seen(userId) {
      createdAt.delete(userId);
      passkeys.delete(userId);
      if (undoesFailedSignUp) unfinished.delete(userId);
    },

    async linking(userId, open, link) {
      const created = createdAt.get(userId);
      if (created === undefined) return link();
      // Judged now and not after the tries of a statement, which may take minutes.
      const wasRecent = isRecent(created, time());
      try {
        const account = await link();
        const { provider, providerAccountId, type } = account;
        const isKnown = createdAt.delete(userId);
        if (isKnown && type === 'webauthn')
          addLimited(passkeys, userId, { account: { provider, providerAccountId }, since: time() });
        return account;
      } catch (error) {
        const isKnown = createdAt.delete(userId);
        if (isKnown && wasRecent) await undo(userId, open);
        else if (isKnown) addLimited(unfinished, userId, { until: Number.POSITIVE_INFINITY });
        throw error;
      }
    },

    async afterPasskey(userId, step, open, work) {
      const signUp = passkeys.get(userId);
      if (!signUp) return work();
      const wasRecent = isRecent(signUp.since, time());
      try {
        const result = await work();
        if (step === 'createAuthenticator') passkeys.delete(userId);
        return result;
      } catch (error) {
        if (passkeys.delete(userId) && wasRecent) await undo(userId, open, signUp.account);
        throw error;
      }
    },

    isUnfinished(userId) {
      const { until } = (undoesFailedSignUp && unfinished.get(userId)) || { until: 0 };
      return until > 0 && until > time();
    },

    async remove(db, userId) {
      try {
        const isGone = await deleteHalfMade(db, userId, unfinished.get(userId)?.account);
        unfinished.delete(userId);
        return isGone;
      } catch (error) {
        // A key or a trigger of the application's own holds the user, and would the next time too.
        if (isRefused(error)) unfinished.delete(userId);
        throw error;
      }
    },
  };
}
