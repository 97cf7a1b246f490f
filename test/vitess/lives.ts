import { setTimeout as pause } from 'node:timers/promises';
import type { AdapterAccount } from '@auth/core/adapters';
import { type MySqlAdapter, MySqlAdapterError } from '../../src/index.ts';
import { inAnHour, newAccount, newUser, unique, uniqueEmail } from '../support/rows/samples.ts';

type Adapter = ReturnType<typeof MySqlAdapter>;

/** What became of a call, as far as its caller knows. */
export type Fate = 'done' | 'not done' | 'unknown';

/** A person who used a site in a storm, and what they were told; a step that they did not get to has no fate. */
export interface Person {
  readonly adapter: Adapter;
  readonly email: string;
  readonly account: AdapterAccount;
  readonly sessionToken: string;
  readonly fates: {
    signUp?: Fate;
    link?: Fate;
    signIn?: Fate;
    read?: Fate;
    rename?: Fate;
    signOut?: Fate;
    leave?: Fate;
  };
  /** The codes and texts of errors that a storm does not explain, and calls that did not end. */
  readonly surprises: string[];
}

/** The name of everybody who was renamed. */
export const RENAMED = 'Grace';

const HANGS_MS = 60_000;
/** Leaves a starting server some time, and keeps the number of people down. */
const PAUSE_MS = 50;

/** The fates of calls that failed, by their code; any other is a surprise. */
const FATES: Readonly<Record<string, Fate>> = {
  CONNECTION_LOST: 'not done',
  RETRIES_EXHAUSTED: 'not done',
  OUTCOME_UNKNOWN: 'unknown',
};

/** Has a new person sign up, sign in, read, change and sign out, and every second one leave, as far as they get. */
export async function live(adapter: Adapter, onDone: () => void, isLeaving: boolean): Promise<Person> {
  const account = newAccount('');
  const fates: Person['fates'] = {};
  const person = {
    adapter,
    email: uniqueEmail(),
    account,
    sessionToken: unique(),
    fates,
    surprises: [] as string[],
  };
  const { email, sessionToken, surprises } = person;

  /** Makes a call, and says whether it is known to be done. */
  const step = async (name: keyof Person['fates'], call: () => PromiseLike<unknown> | unknown) => {
    await pause(PAUSE_MS);
    fates[name] = await fateOf(call, (what) => surprises.push(`${name}: ${what}`));
    if (fates[name] === 'done') onDone();
    return fates[name] === 'done';
  };

  let id = '';
  const signUp = async () => {
    ({ id } = await adapter.createUser(newUser({ email })));
  };
  if (!(await step('signUp', signUp))) return person;
  if (!(await step('link', () => adapter.linkAccount({ ...account, userId: id })))) return person;
  await step('signIn', () => adapter.createSession({ sessionToken, userId: id, expires: inAnHour() }));
  await step('read', async () => {
    const found = await adapter.getSessionAndUser(sessionToken);
    if (!found && fates.signIn === 'done') surprises.push('read: signed out');
  });
  await step('rename', () => adapter.updateUser({ id, name: RENAMED }));
  if (isLeaving) await step('leave', () => adapter.deleteUser(id));
  else await step('signOut', () => adapter.deleteSession(sessionToken));
  return person;
}

async function fateOf(
  call: () => PromiseLike<unknown> | unknown,
  surprise: (what: string) => void,
): Promise<Fate> {
  const timer = new AbortController();
  const hang = pause(HANGS_MS, undefined, { signal: timer.signal }).then(() => {
    throw new Error(`did not end within ${HANGS_MS / 1000} s`);
  });
  try {
    await Promise.race([call(), hang]);
    return 'done';
  } catch (error) {
    const fate = error instanceof MySqlAdapterError ? FATES[error.code] : undefined;
    if (fate === undefined) surprise(String(error));
    return fate ?? 'unknown';
  } finally {
    timer.abort();
    hang.catch(() => {});
  }
}

/** Has a person sign in as Auth.js does, at a provider that knows them; returns whether they are in. */
export async function signInAgain({ adapter, email, account }: Person): Promise<boolean> {
  let user = await adapter.getUserByAccount(account);
  if (!user) {
    // Auth.js does not link an account to a user with the same address.
    if (await adapter.getUserByEmail(email)) return false;
    user = await adapter.createUser(newUser({ email }));
    await adapter.linkAccount({ ...account, userId: user.id });
  }
  const sessionToken = unique();
  await adapter.createSession({ sessionToken, userId: user.id, expires: inAnHour() });
  return (await adapter.getSessionAndUser(sessionToken))?.user.email === email;
}
