import { expect, it } from 'vitest';
import { push } from './drizzle-kit.ts';
import { migrate } from './migrate.ts';
import { reportOf } from './programs.ts';
import { newDatabase } from './projects.ts';

const name = 'drizzle-kit-0.31';

it('a table of a site’s own is read with users and accounts, by relations and by joins', async () => {
  const url = await newDatabase();
  await push(name, 'production', url);
  const { ada, related, joined, whole } = await reportOf(name, 'posts', url);
  const post = { authorId: ada.id, title: 'Notes' };
  expect(related).toMatchObject({
    ...ada,
    posts: [{ ...post, author: ada }],
    accounts: [{ provider: 'github' }],
  });
  expect(joined).toEqual([{ title: 'Notes', email: 'ada@example.com', provider: 'github' }]);
  expect(whole).toEqual([{ posts: expect.objectContaining(post), users: expect.objectContaining(ada) }]);
});

it('drizzle-zod makes schemas that take what the adapter has written', async () => {
  const url = await newDatabase();
  await migrate(name, url);
  const { parsed, tooLong } = await reportOf(name, 'rows', url);
  expect(Object.keys(parsed)).toHaveLength(5);
  for (const [key, { row, select, insert }] of Object.entries<Record<string, object>>(parsed)) {
    expect(row, key).toHaveProperty('createdAt');
    expect(select, key).toEqual(row);
    expect(insert, key).toEqual(row);
  }
  expect(tooLong).toBe(false);
});

it('drizzle-seed fills every table, as the docs say, with what the adapter reads', async () => {
  const url = await newDatabase();
  await migrate(name, url);
  expect(await reportOf(name, 'fill', url)).toEqual({
    users: 20,
    accounts: 20,
    sessions: 20,
    verificationTokens: 20,
    authenticators: 20,
  });
});
