import type { AdapterAccount } from '@auth/core/adapters';
import type { Database } from '../database/database.ts';
import { MySqlAdapterError } from '../errors.ts';
import type { AdapterContext } from './context.ts';
import {
  addLimited,
  breakOff,
  forget,
  isRecent,
  isUnfinished,
  makeMemory,
  type NewUser,
  type SignUpMemory,
  take,
} from './sign-ups/memory.ts';
import { prepareUndo, UNDONE_MS } from './sign-ups/undo.ts';

/** How long an INSERT without an answer may take to arrive. */
const UNKNOWN_MS = 600_000;

type Open = AdapterContext['connect'];

/**
 * The sign-ups of an adapter; it undoes those that break off with a user but no account or passkey to sign in with.
 *
 * If such a user stayed, Auth.js would refuse the next try, because the address is known and the account is not.
 * Auth.js never reads a user between creating and linking, so a user whom a method has returned belongs to the
 * application: when in doubt, nothing is undone.
 */
export interface SignUps {
  /** Runs one try of createUser; if it fails and the user may exist all the same, they are removed later. */
  creating<Result>(user: NewUser, create: () => Promise<Result>): Promise<Result>;
  /** Forgets a user whom a method has returned, or who has a passkey. */
  seen(userId: string): void;
  /** Links the first account of a new user; if that fails, the user is removed again. */
  linking(userId: string, link: (open: Open) => Promise<AdapterAccount>): Promise<AdapterAccount>;
  /** Does what follows the account of a passkey; if that fails, user, account and session are removed again. */
  afterPasskey<Result>(userId: string, work: (open: Open) => Promise<Result>): Promise<Result>;
  /** Says whether a user is left over from a sign-up that broke off in this process. */
  isUnfinished(user: NewUser): boolean;
  /** Removes such a user, unless their sign-up was finished meanwhile, and returns whether they are gone. */
  remove(db: Database, userId: string): Promise<boolean>;
}

/** Tracks the sign-ups of one adapter. */
export function trackSignUps(context: AdapterContext): SignUps {
  const { connect, undoFailedSignUp } = context;
  const memory = makeMemory(context);
  const { undo, remove } = prepareUndo(context, memory);

  /** Runs a step that a sign-up needs; if it fails, the user is removed again, at once or when they come back. */
  async function runStep<Result>(
    step: 'created' | 'passkeys',
    userId: string,
    work: (open: Open) => Promise<Result>,
  ): Promise<Result> {
    const signUp = memory[step].get(userId);
    // Decided before the statement and its retries, which may take minutes.
    const wasRecent = signUp && isRecent(memory, signUp);
    const open = openOnce(connect);
    try {
      return await work(open);
    } catch (error) {
      const known = signUp && take(memory[step], userId);
      if (known && wasRecent) await undo(userId, known, open);
      else if (known && step === 'created') breakOff(memory, userId, known, UNDONE_MS);
      throw error;
    }
  }

  return {
    creating: (user, create) => (undoFailedSignUp ? trackCreation(memory, user, create) : create()),
    seen: (userId) => forget(memory, userId),
    linking: (userId, link) =>
      runStep('created', userId, async (open) => noteLinked(memory, userId, await link(open))),
    afterPasskey: (userId, work) => runStep('passkeys', userId, work),
    isUnfinished: (user) => undoFailedSignUp && isUnfinished(memory, user),
    remove,
  };
}

/** Returns a function that opens the database of one call, and only once. */
function openOnce(connect: Open): Open {
  let db: Database | undefined;
  return async () => (db ??= await connect());
}

async function trackCreation<Result>(
  memory: SignUpMemory,
  { id, email }: NewUser,
  create: () => Promise<Result>,
): Promise<Result> {
  const { inserting, created, now } = memory;
  // Noted first, so that a user whom a method returns before the answer comes counts as seen.
  addLimited(inserting, id, { email: email ?? '', since: now() });
  try {
    const result = await create();
    const signUp = take(inserting, id);
    if (signUp) addLimited(created, id, { ...signUp, since: now() });
    return result;
  } catch (error) {
    const signUp = take(inserting, id);
    if (signUp && mayExist(error)) breakOff(memory, id, signUp, UNKNOWN_MS);
    throw error;
  }
}

/** Says whether a user may exist although createUser failed; a replica may not have them yet. */
const mayExist = (error: unknown) =>
  error instanceof MySqlAdapterError && ['OUTCOME_UNKNOWN', 'USER_NOT_FOUND'].includes(error.code);

/** Notes that a user has an account; if it is that of a passkey, the sign-up goes on. */
function noteLinked(memory: SignUpMemory, userId: string, linked: AdapterAccount): AdapterAccount {
  const { provider, providerAccountId, type } = linked;
  const { created, passkeys, now } = memory;
  const signUp = take(created, userId);
  if (signUp && type === 'webauthn')
    addLimited(passkeys, userId, { ...signUp, account: { provider, providerAccountId }, since: now() });
  return linked;
}
