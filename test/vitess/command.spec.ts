import { createPool } from 'mysql2/promise';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { VitessServer } from '../../dev/vitess.ts';
import { MySqlAdapter } from '../../src/mysql2.ts';
import * as tables from '../../src/schema/production.ts';
import { type BuiltCommand, buildCommand } from '../support/command/build-command.ts';
import { runToEnd } from '../support/command/start-command.ts';
import { newAccount, newUser, signIn } from '../support/rows/samples.ts';
import { makeProductionTables, STRICT, startSharded } from './sharded-keyspaces.ts';

let server: VitessServer;
let command: BuiltCommand;
beforeAll(async () => {
  command = await buildCommand();
  server = await startSharded(['site'], STRICT);
  await makeProductionTables(`${server.url}/site`);
  await fill(`${server.url}/site`);
});
afterAll(async () => {
  await server?.stop();
  await command?.remove();
});

/** Makes ten people, whose rows are on both shards; each has a session that ended and one that lives, and a plain token. */
async function fill(url: string): Promise<void> {
  const pool = createPool(url);
  const adapter = MySqlAdapter(pool, { tables });
  for (let count = 0; count < 10; count++) {
    const { id } = await adapter.createUser(newUser());
    await signIn(adapter, id, new Date('2020-01-31'));
    await signIn(adapter, id);
    await adapter.linkAccount(newAccount(id, { access_token: 'gho_1' }));
  }
  await pool.end();
}

it.each([
  ['prune', 'Deleted 10 sessions and 0 verification tokens that had expired.\n'],
  ['prune --orphans', 'Every session, account and passkey belongs to a user who exists.\n'],
  [
    'prune --orphans --delete --at-most 0',
    'Nothing to delete: every session, account and passkey belongs to a user.\n',
  ],
  ['reencrypt', 'Encrypted the tokens of 10 of 10 accounts with the key one.\n'],
])('runs on several shards: %s', async (args, stdout) => {
  const env = { DATABASE_URL: `${server.url}/site`, OAUTH_TOKENS_KEYS: `one=${btoa('x'.repeat(32))}` };
  expect(await runToEnd(command.file, args.split(' '), { env })).toEqual({
    code: 0,
    stdout,
    stderr: 'Tables: production, as the database has them (--tables names others).\n',
  });
});
