import { query } from '../support/databases/query.ts';
import { type Fate, type Person, RENAMED } from './lives.ts';

/** What a database holds of people. */
export interface Kept {
  readonly names: ReadonlyMap<string, string>;
  readonly accounts: ReadonlySet<string>;
  readonly sessions: ReadonlySet<string>;
}

/** Reads all rows of people. */
export async function readKept(url: string): Promise<Kept> {
  const users = await query(url, 'select email, name from users');
  const accounts = await query(url, 'select provider_account_id as id from accounts');
  const sessions = await query(url, 'select session_token as token from sessions');
  return {
    names: new Map(users.map(({ email, name }) => [String(email), String(name)])),
    accounts: new Set(accounts.map(({ id }) => String(id))),
    sessions: new Set(sessions.map(({ token }) => String(token))),
  };
}

/** Reads rows that nobody owns, and values that are there twice. */
export const readWrong = async (url: string): Promise<unknown[]> => [
  ...(await query(url, 'select user_id from accounts where user_id not in (select id from users)')),
  ...(await query(url, 'select user_id from sessions where user_id not in (select id from users)')),
  ...(await query(url, 'select email from users group by email having count(*) > 1')),
  ...(await query(url, 'select session_token from sessions group by session_token having count(*) > 1')),
  ...(await query(
    url,
    'select provider_account_id from accounts group by provider, provider_account_id having count(*) > 1',
  )),
];

/** Returns what a person was told that is not so. */
export function brokenPromises({ email, account, sessionToken, fates }: Person, kept: Kept): string[] {
  const broken: string[] = [];
  const name = kept.names.get(email);
  const [isUser, isLinked] = [name !== undefined, kept.accounts.has(account.providerAccountId)];
  const isSession = kept.sessions.has(sessionToken);
  /** Holds what is there against a write, and against a later one that undoes it. */
  const expectDone = (what: string, isThere: boolean, made: Fate | undefined, undone?: Fate) => {
    if (isThere && (undone === 'done' || made === 'not done' || made === undefined))
      broken.push(`${what} is there`);
    if (!isThere && made === 'done' && (undone === undefined || undone === 'not done'))
      broken.push(`${what} is lost`);
  };
  // A sign-up without an account may be taken back.
  if (fates.link === 'done' || isLinked) expectDone('user', isUser, fates.signUp, fates.leave);
  expectDone('account', isLinked, fates.link, fates.leave);
  expectDone('session', isSession, fates.signIn, fates.leave ?? fates.signOut);
  if (isUser && fates.rename === 'done' && name !== RENAMED) broken.push('name is lost');
  if (isUser && fates.rename === 'not done' && name === RENAMED) broken.push('name is changed');
  return broken.map((what) => `${what} for ${JSON.stringify(fates)}`);
}
