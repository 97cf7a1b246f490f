import { createHash } from 'node:crypto';

const BOOKKEEPING = "'2026-01-31', '2026-01-31'";

const nameOf = (of: string, person: number) =>
  createHash('sha256').update(`${of}${person}`).digest('hex').slice(0, 32);

/** Returns a person's user id as in the SQL below; like real ids, they are in random order. */
export const idOf = (person: number) => nameOf('', person).slice(0, 12);
/** Returns a person's email, as in the SQL below. */
export const emailOf = (person: number) => `person-${person}@example.com`;
/** Returns the token of a person's session, as in the SQL below. */
export const sessionTokenOf = (person: number) => nameOf('session', person);
/** Returns the token of a person's sign-in link, as in the SQL below. */
export const verificationTokenOf = (person: number) => nameOf('token', person);
/** Returns the id of a person's passkey, as in the SQL below. */
export const credentialOf = (person: number) => nameOf('credential', person);
/** Returns a person's account at a provider, as in the SQL below. */
export const accountOf = (person: number) => ({
  provider: 'github',
  providerAccountId: String(person),
});

/** Returns the SQL that fills the tables with a number of people, each with one row in every table. */
export function fillSql(people: number, { withPasskeys }: { readonly withPasskeys: boolean }): string {
  const numbers = numbersBelow(people);
  const id = 'left(sha2(n, 256), 12)';
  const email = "concat('person-', n, '@example.com')";
  const rows = {
    'users (id, name, email, created_at, updated_at)': `${id}, 'Ada Lovelace', ${email}`,
    'accounts (user_id, type, provider, provider_account_id, access_token, token_type, created_at, updated_at)': `${id}, 'oauth', 'github', n, left(sha2(concat('access', n), 256), 32), 'bearer'`,
    'sessions (user_id, expires, session_token, created_at, updated_at)': `${id}, '2100-01-01', left(sha2(concat('session', n), 256), 32)`,
    'verification_tokens (identifier, token, expires, created_at, updated_at)': `${email}, left(sha2(concat('token', n), 256), 32), '2100-01-01'`,
    ...(withPasskeys && {
      'authenticators (credential_id, user_id, provider_account_id, credential_public_key, counter, credential_device_type, credential_backed_up, created_at, updated_at)': `left(sha2(concat('credential', n), 256), 32), ${id}, left(sha2(concat('credential', n), 256), 32), sha2(n, 256), 0, 'singleDevice', false`,
    }),
  };
  const inserts = Object.entries(rows).map(
    ([into, values]) => `insert into ${into} select ${values}, ${BOOKKEEPING} from ${numbers}`,
  );
  const names = Object.keys(rows).map((into) => into.split(' ', 1));
  return [...inserts, `analyze table ${names.join(', ')}`].join(';\n');
}

/** Returns a derived table of the whole numbers below a count, joined from ten digits for each decimal place. */
export function numbersBelow(count: number): string {
  const digits =
    '(select 0 as d union all select 1 union all select 2 union all select 3 union all select 4 union all select 5 union all select 6 union all select 7 union all select 8 union all select 9)';
  const places = Array.from({ length: Math.ceil(Math.log10(count)) }, (_, place) => `t${place}`);
  const number = places.map((place, power) => `${10 ** power} * ${place}.d`).join(' + ');
  const tables = places.map((place) => `${digits} ${place}`).join(', ');
  return `(select ${number} as n from ${tables} having n < ${count}) numbers`;
}
