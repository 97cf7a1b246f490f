import { expect, it } from 'vitest';
import { ROW_LIMIT } from '../rows.ts';
import { tablesRegion } from './tables.ts';

const none = { users: [], accounts: [], sessions: [], verificationTokens: [], authenticators: [] };

it('says that it shows only the newest rows when there are more', async () => {
  expect(await shown(ROW_LIMIT)).toEqual({ size: `${ROW_LIMIT} rows`, rows: ROW_LIMIT });
  expect(await shown(ROW_LIMIT + 1)).toEqual({ size: `newest ${ROW_LIMIT}`, rows: ROW_LIMIT });
});

async function shown(length: number) {
  const now = new Date();
  const verificationTokens = Array.from({ length }, (_, index) => ({
    identifier: 'ada@example.com',
    token: `token-${index}`,
    expires: now,
    createdAt: now,
    updatedAt: now,
    code: null,
    attempts: 0,
    allowed: 0,
  }));
  const text = String(await tablesRegion({ ...none, verificationTokens }, undefined));
  const size = /data-row="verification_tokens">([^<]+)</.exec(text)?.[1];
  return { size, rows: text.match(/data-row="verification_tokens\//g)?.length };
}
