import type { AdapterSession, AdapterUser } from '@auth/core/adapters';
import { invalidArgument } from '../adapter/arguments.ts';
import type { AdapterParts } from '../adapter/parts.ts';
import { findOrCreate, type TestUser } from './test-user.ts';

/** A user with a session, and a function that deletes what was made of the two. */
interface SignIn {
  readonly user: AdapterUser;
  readonly session: AdapterSession;
  cleanUp(): Promise<void>;
}

/** Gives a user a session; if that fails, what it made is deleted. */
export async function signIn(parts: AdapterParts, given: TestUser, maxAgeSeconds: number): Promise<SignIn> {
  const { context, methods } = parts;
  const { createSession, deleteSession, deleteUser } = methods;
  if (!createSession || !deleteSession)
    throw invalidArgument(
      'adapter',
      'keep sessions in a table',
      methods,
      'one without: with JWT sessions, make a cookie with `encode` of Auth.js instead',
    );
  requireSeconds(maxAgeSeconds);
  const { user, isNew } = await findOrCreate(parts, given);
  const sessionToken = crypto.randomUUID();
  const cleanUp = untilItWorked(() => (isNew ? deleteUser(user.id) : deleteSession(sessionToken)));
  // By JavaScript's clock, as Auth.js does: the browser and Auth.js judge the session by it too.
  const expires = new Date(Date.now() + maxAgeSeconds * 1000);
  try {
    return { user, session: await createSession({ sessionToken, userId: user.id, expires }), cleanUp };
  } catch (error) {
    await cleanUp().catch(() => context.warn(NOT_UNDONE));
    throw error;
  }
}

const NOT_UNDONE = 'A sign-in for a test failed, and so did its clean-up: a user or a session may be left.';

function requireSeconds(value: unknown): void {
  if (Number.isSafeInteger(value) && Number(value) > 0) return;
  const got = typeof value === 'number' ? String(value) : undefined;
  throw invalidArgument('maxAgeSeconds', 'be a whole number above 0', value, got);
}

/** Returns a function that does some work once, and again only as long as it has failed. */
function untilItWorked(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => {
    done ??= work().catch((error: unknown) => {
      done = undefined;
      throw error;
    });
    return done;
  };
}
