import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { OpenBackend } from '../backends/backend.ts';
import { wantedBackends } from '../backends/index.ts';
import { everyStatement } from './every-statement.ts';
import { kindsOf, scansOf } from './explain.ts';
import { ADDED_INDEXES, MANY_ROWS } from './many-rows.ts';

const servers = inject('servers');

/** Lists every kind of statement that the adapter sends. */
const KINDS = [
  'delete accounts by provider_account_id, provider',
  'delete accounts by user_id',
  'delete sessions by session_token',
  'delete sessions by user_id',
  'delete users by id',
  'delete users by id, user_id',
  'delete verification_tokens by identifier',
  'delete verification_tokens by token, identifier',
  'insert accounts by id',
  'insert sessions by id',
  'insert users',
  'insert verification_tokens',
  'select accounts by provider_account_id, provider',
  'select sessions by session_token',
  'select users by email',
  'select users by id',
  'select verification_tokens by token, identifier',
  'update sessions by session_token',
  'update sessions by session_token, user_id',
  'update users by id',
];

describe.each(wantedBackends().filter(({ server }) => servers[server]))('$name', (backend) => {
  // Over HTTP the same statements come to the same server.
  describe.each(backend.hasSessions ? ['utf8mb4', 'latin1'] : ['utf8mb4'])('with text in %s', (charset) => {
    let open: OpenBackend;
    beforeAll(async () => {
      open = await backend.open(servers[backend.server] ?? '', {
        databaseDefaults: `character set ${charset}`,
        additions: MANY_ROWS,
      });
    });
    afterAll(() => open.close());

    it('looks up in an index whatever it can on the seed’s tables, and then whatever there is', async () => {
      const onSeed = await everyStatement(open);
      expect(kindsOf(onSeed)).toEqual(KINDS);
      // The seed has no index for an account at a provider, nor for the tokens of an address.
      expect(await scansOf(open.db, onSeed)).toEqual([
        'delete accounts by provider_account_id, provider',
        'delete verification_tokens by identifier',
        'select accounts by provider_account_id, provider',
      ]);

      for (const statement of ADDED_INDEXES) await open.db.execute(statement);
      const onMore = await everyStatement(open);
      // Only a unique key has an account whose user is gone in the way of another.
      const kinds = [...KINDS, 'delete accounts by provider_account_id, provider, user_id'].sort();
      expect(kindsOf(onMore)).toEqual(kinds);
      expect(await scansOf(open.db, onMore)).toEqual([]);
    });
  });
});
