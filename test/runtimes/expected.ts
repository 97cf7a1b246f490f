import type { Runtime } from './runtime.ts';

/** The steps that a runtime must have done; one that is lost from the suite is missed here. */
export const STEPS = [
  'asks for an e-mail link',
  'signs in by the link',
  'refuses the link a second time',
  'reads the session without a change',
  'makes the session last longer',
  'signs in at a provider',
  'signs the same person in at the provider again',
  'encrypts a token and decrypts it',
  'signs out',
  'deletes a user who is signed in',
].map((name) => ({ name, result: 'passed' }));

/** Returns what the adapter must report for each trouble; for a broken connection, that a write may have happened. */
export function outagesIn({ driver, hidesRefusal, sendsAgain }: Runtime) {
  const broken = { read: 'CONNECTION_LOST', briefly: 'none', write: 'OUTCOME_UNKNOWN' };
  const unreachable = { read: 'CONNECTION_LOST', briefly: 'CONNECTION_LOST' };
  const outages = [
    { name: 'dropped-before', ...broken, ...(sendsAgain && { write: 'none' }) },
    // The second time, the row of the first is in the way.
    { name: 'dropped-after', ...broken, ...(sendsAgain && { write: 'EMAIL_TAKEN' }) },
    { name: 'cut', ...broken },
    { name: 'page', ...broken },
    { name: 'unreachable', ...unreachable, write: hidesRefusal ? broken.write : 'CONNECTION_LOST' },
  ];
  return outages.filter(({ name }) => driver === 'planetscale' || !isOfHttp(name));
}

const isOfHttp = (name: string) => name === 'cut' || name === 'page';

/** Returns the rows that a runtime must leave: Ada is signed out, Grace signed in twice, and Alan gone. */
export function rowsLeftIn(runtime: Runtime) {
  const ada = { email: 'ada@example.com', name: null, isVerified: 1 };
  const grace = { email: 'grace@example.com', name: 'Grace Hopper', isVerified: 0 };
  return {
    users: [ada, ...writtenInTrouble(runtime), grace],
    accounts: [{ email: grace.email, provider: 'local', account: 'grace-1' }],
    sessions: [{ email: grace.email }, { email: grace.email }],
    tokens: [],
  };
}

function writtenInTrouble({ driver, sendsAgain }: Runtime) {
  const names = ['cut', 'dropped-after', ...(sendsAgain ? ['dropped-before'] : [])];
  return names
    .filter((name) => driver === 'planetscale' || !isOfHttp(name))
    .map((name) => ({ email: `${name}@example.com`, name: null, isVerified: 0 }));
}
