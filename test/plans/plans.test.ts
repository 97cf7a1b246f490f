import { describe, expect, inject, it, onTestFinished } from 'vitest';
import * as basic from '../../src/schema/index.ts';
import * as production from '../../src/schema/production.ts';
import type { OpenBackend } from '../backends/backend.ts';
import { wantedBackends } from '../backends/index.ts';
import { BEGINNINGS, everyStatement } from '../support/calls/every-statement.ts';
import { kindsOf, scansOf } from '../support/databases/explain.ts';
import { productionSql } from '../support/databases/production-sql.ts';
import { MANY_PASSKEYS, MANY_ROWS } from './filling-sql.ts';

const servers = inject('servers');

/** Every kind of statement that the adapter sends on the basic tables. */
const KINDS = [
  'delete accounts by provider_account_id, provider',
  'delete accounts by user_id',
  'delete sessions by id, user_id',
  'delete sessions by session_token',
  'delete sessions by user_id',
  'delete users by id',
  'delete users by id, user_id',
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

/** The read, without a lock, of the links to an address that no index finds. */
const READS_KEYS = 'select verification_tokens by identifier';

/** The kinds that only the tables for a growing site need. */
const MORE_KINDS = [
  // Only a unique index lets an account whose user is gone block another one.
  'delete accounts by provider_account_id, provider, user_id',
  'delete authenticators by user_id',
  // By an index, which the basic tables lack: there the primary keys are read first.
  'delete verification_tokens by identifier',
  'insert authenticators by id',
  'select authenticators by credential_id',
  'select authenticators by user_id',
  'update authenticators by credential_id',
];

describe.each(wantedBackends().filter(({ server }) => servers[server]))('$name', (backend) => {
  // Over HTTP the same statements reach the same server.
  describe.each(backend.hasSessions ? ['utf8mb4', 'latin1'] : ['utf8mb4'])('with text in %s', (charset) => {
    async function openWith(additions: string): Promise<OpenBackend> {
      const databaseDefaults = `character set ${charset}`;
      const open = await backend.open(servers[backend.server] ?? '', { databaseDefaults, additions });
      onTestFinished(() => open.close());
      return open;
    }

    it.each(BEGINNINGS)(
      'looks up in an index whatever it can on the basic tables, by names that begin with %s',
      async (beginning) => {
        const open = await openWith(MANY_ROWS);
        const statements = await everyStatement(open, basic, beginning);
        expect(kindsOf(statements)).toEqual([...KINDS, READS_KEYS].sort());
        // The basic tables have no index for an account at a provider, nor for the tokens of an address.
        expect(await scansOf(open.db, statements)).toEqual([
          'delete accounts by provider_account_id, provider',
          'select accounts by provider_account_id, provider',
          READS_KEYS,
        ]);
      },
    );

    it.each(BEGINNINGS)(
      'looks up in an index whatever there is on the tables for a growing site, by names that begin with %s',
      async (beginning) => {
        const open = await openWith(`${await productionSql()}\n${MANY_ROWS}\n${MANY_PASSKEYS}`);
        const statements = await everyStatement(open, production, beginning);
        expect(kindsOf(statements)).toEqual([...KINDS, ...MORE_KINDS].sort());
        expect(await scansOf(open.db, statements)).toEqual([]);
      },
    );
  });
});
