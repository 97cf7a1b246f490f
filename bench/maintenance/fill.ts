import { idOf, numbersBelow, sessionTokenOf } from '../growth/fill.ts';

/** How many sessions each person has, and how many of them are live, spread among the expired ones. */
const SESSIONS = 25;
const LIVE_SESSIONS = 5;

/** Returns how many people it takes to have so many expired sessions, rounded up. */
export const peopleFor = (expired: number): number => Math.ceil(expired / (SESSIONS - LIVE_SESSIONS));

/** Returns how many live sessions so many people have. */
export const liveSessionsOf = (people: number): number => people * LIVE_SESSIONS;

/** Returns a person's id and the token of one of their live sessions, as in the SQL below. */
export const liveSessionOf = (person: number) => ({
  userId: idOf(person),
  sessionToken: sessionTokenOf(person * SESSIONS),
});

/** Returns the SQL that fills `users` and `sessions` with people. */
export function fillSql(people: number): string {
  const [created, expired, live] = [
    "'2025-01-01'",
    `'2025-02-01' + interval mod(crc32(n), 10000000) second`,
    "'2100-01-01'",
  ];
  const expires = `if(mod(n, ${SESSIONS / LIVE_SESSIONS}) = 0, ${live}, ${expired})`;
  const session = "left(sha2(concat('session', n), 256), 32)";
  const owner = `left(sha2(floor(n / ${SESSIONS}), 256), 12)`;
  return [
    `insert into users (id, email, created_at, updated_at)
      select left(sha2(n, 256), 12), concat('person-', n, '@example.com'), ${created}, ${created} from ${numbersBelow(people)}`,
    `insert into sessions (user_id, expires, session_token, created_at, updated_at)
      select ${owner}, ${expires}, ${session}, ${created}, ${created} from ${numbersBelow(people * SESSIONS)}`,
    'analyze table users, sessions',
  ].join(';\n');
}
