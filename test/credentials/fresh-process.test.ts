import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { fromDdl } from '../support/databases/new-database.ts';

const program = fileURLToPath(new URL('serve.ts', import.meta.url));

/** Signs in to a site with credentials alone, in a process of its own. */
async function visit(strategy: string) {
  const { PATH, HOME } = process.env;
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', program, strategy], {
    env: { PATH, HOME, DATABASE_URL: await fromDdl('mysql') },
  });
  return JSON.parse(stdout);
}

it.each(['left out', 'written'])(
  'lets people in where all providers are credentials and the strategy is %s',
  { timeout: 60_000 },
  async (strategy) => {
    expect(await visit(strategy)).toEqual({ isGiven: true, before: 'ada@example.com', said: [] });
  },
);

// What a site gets without it: were one of these to work, it would not be needed any more.
it('is needed: Auth.js itself gives a cookie that nothing reads', { timeout: 60_000 }, async () => {
  expect(await visit('left out, without this')).toEqual({ isGiven: true, said: [] });
});

it('is needed: Auth.js itself refuses the strategy where it is written', { timeout: 60_000 }, async () => {
  expect(await visit('written, without this')).toMatchObject({
    isGiven: false,
    said: expect.arrayContaining(['UnsupportedStrategy']),
  });
});
