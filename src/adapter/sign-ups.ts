import type { AdapterAccount } from '@auth/core/adapters';
import type { Database } from '../database/database.ts';
import { MySqlAdapterError } from '../errors.ts';
import type { AdapterContext } from './context.ts';
import { makeMemory, type NewUser, type SignUpMemory } from './sign-ups/memory.ts';
import { prepareUndo, UNDONE_MS } from './sign-ups/undo.ts';

/** How long an INSERT may take to arrive whose answer was not seen. */
const UNKNOWN_MS = 600_000;

type Open = AdapterContext['connect'];
type Undo = ReturnType<typeof prepareUndo>['undo'];

/**
 * Undoes sign-ups that break off half-way: with a user, but without the account or the passkey to sign in with.
 *
 * Left behind, such a user would make Auth.js refuse the next try, because the address is known and the account is
 * not. Auth.js never reads a user between creating and linking, so a user whom a method has returned belongs to the
 * application: when in doubt, nothing is undone.
 */
export interface SignUps {
  /** Runs one try of createUser, which may fail; a user who may exist all the same is removed later. */
  creating<Result>(user: NewUser, create: () => Promise<Result>): Promise<Result>;
  /** Forgets a user whom a method has returned, or who has a passkey. */
  seen(userId: string): void;
  /** Links the first account of a new user; if that fails, the user is removed again. */
  linking(userId: string, link: (open: Open) => Promise<AdapterAccount>): Promise<AdapterAccount>;
  /** Does what follows the account of a passkey; if that fails, user, account and session are removed again. */
  afterPasskey<Result>(userId: string, work: (open: Open) => Promise<Result>): Promise<Result>;
  /** Says whether a user is left from a sign-up that broke off in this process. */
  isUnfinished(user: NewUser): boolean;
  /** Removes such a user, unless their sign-up was finished meanwhile, and returns whether they are gone. */
  remove(db: Database, userId: string): Promise<boolean>;
}

/** Follows the sign-ups of one adapter. */
export function trackSignUps(context: AdapterContext): SignUps {
  const { connect, undoFailedSignUp } = context;
  const memory = makeMemory(context);
  const { undo, remove } = prepareUndo(context, memory);
  return {
    creating: (user, create) => (undoFailedSignUp ? trackCreation(memory, user, create) : create()),
    seen: memory.forget,
    linking: (userId, link) => trackLink(memory, undo, openOnce(connect), userId, link),
    afterPasskey: (userId, work) => trackPasskey(memory, undo, openOnce(connect), userId, work),
    isUnfinished: (user) => undoFailedSignUp && memory.isUnfinished(user),
    remove,
  };
}

/** Returns a function that opens the database of one call, once. */
function openOnce(connect: Open): Open {
  let db: Database | undefined;
  return async () => (db ??= await connect());
}

async function trackCreation<Result>(
  memory: SignUpMemory,
  { id, email }: NewUser,
  create: () => Promise<Result>,
): Promise<Result> {
  // Noted before, so that a user whom a method returns before the answer has come is known to be seen.
  memory.start('inserting', id, { email: email ?? '' });
  try {
    const result = await create();
    const signUp = memory.take('inserting', id);
    if (signUp) memory.start('created', id, signUp);
    return result;
  } catch (error) {
    const signUp = memory.take('inserting', id);
    if (signUp && mayExist(error)) memory.breakOff(id, signUp, UNKNOWN_MS);
    throw error;
  }
}

/** Says whether a user may exist whom createUser has not returned; a replica may not have them yet. */
const mayExist = (error: unknown) =>
  error instanceof MySqlAdapterError && ['OUTCOME_UNKNOWN', 'USER_NOT_FOUND'].includes(error.code);

async function trackLink(
  memory: SignUpMemory,
  undo: Undo,
  open: Open,
  userId: string,
  link: (open: Open) => Promise<AdapterAccount>,
): Promise<AdapterAccount> {
  const signUp = memory.find('created', userId);
  if (!signUp) return link(open);
  // Decided now and not after the tries of a statement, which may take minutes.
  const wasRecent = memory.isRecent(signUp);
  try {
    const linked = await link(open);
    const { provider, providerAccountId, type } = linked;
    const known = memory.take('created', userId);
    if (known && type === 'webauthn')
      memory.start('passkeys', userId, { ...known, account: { provider, providerAccountId } });
    return linked;
  } catch (error) {
    const known = memory.take('created', userId);
    if (known && wasRecent) await undo(userId, known, open);
    else if (known) memory.breakOff(userId, known, UNDONE_MS);
    throw error;
  }
}

async function trackPasskey<Result>(
  memory: SignUpMemory,
  undo: Undo,
  open: Open,
  userId: string,
  work: (open: Open) => Promise<Result>,
): Promise<Result> {
  const signUp = memory.find('passkeys', userId);
  if (!signUp) return work(open);
  const wasRecent = memory.isRecent(signUp);
  try {
    return await work(open);
  } catch (error) {
    const known = memory.take('passkeys', userId);
    if (known && wasRecent) await undo(userId, known, open);
    throw error;
  }
}
