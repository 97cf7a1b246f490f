import { expect, it } from 'vitest';
import { personRegion } from './person.ts';

it('says how many more sessions there are than it lists, and which one is current', async () => {
  expect(await shown(5)).toEqual({ listed: 5, current: 1, more: undefined });
  expect(await shown(7)).toEqual({ listed: 5, current: 1, more: '2' });
});

async function shown(sessionCount: number) {
  const now = new Date();
  const sessions = Array.from({ length: 5 }, (_, id) => ({
    id,
    sessionToken: `token-${id}`,
    userId: 'ada',
    expires: now,
    createdAt: now,
    updatedAt: now,
  }));
  const user = { id: 'ada', name: null, email: 'ada@example.com', emailVerified: null };
  const person = { user, sessionToken: 'token-3', sessions, sessionCount, accounts: [], passkeys: [] };
  const text = String(await personRegion(person, 'form-token'));
  return {
    listed: text.match(/Since /g)?.length,
    current: text.match(/>current</g)?.length,
    more: /and (\d+) more/.exec(text)?.[1],
  };
}
