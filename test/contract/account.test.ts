import { afterAll, beforeAll, describe, inject } from 'vitest';
import * as production from '../../src/schema/production.ts';
import type { OpenBackend } from '../backends/backend.ts';
import { wantedBackends } from '../backends/index.ts';
import { productionSql } from '../support/databases/production-sql.ts';
import { accountAddressContract } from './suites/account-address.ts';
import { accountFreshnessContract } from './suites/account-freshness.ts';
import { accountLinksContract } from './suites/account-links.ts';
import { accountPasskeysContract } from './suites/account-passkeys.ts';
import { accountPersonContract } from './suites/account-person.ts';
import { accountSessionsContract } from './suites/account-sessions.ts';
import { accountStatementsContract } from './suites/account-statements.ts';
import { credentialSessionsContract } from './suites/credential-sessions.ts';
import { credentialSessionsBesideContract } from './suites/credential-sessions-beside.ts';
import { credentialSessionsRefusedContract } from './suites/credential-sessions-refused.ts';

const servers = inject('servers');

// On the production tables; contract.test.ts has the basic ones.
describe.each(wantedBackends().filter(({ server }) => servers[server]))('$name', (backend) => {
  let open: OpenBackend;
  beforeAll(async () => {
    const additions = await productionSql();
    open = await backend.open(servers[backend.server] ?? '', { additions, hasLeastRights: true });
  });
  afterAll(() => open.close());

  describe('an account', () => accountPersonContract(() => open, production));
  describe('what needs a fresh session', () => accountFreshnessContract(() => open, production));
  describe('the sessions of an account', () => accountSessionsContract(() => open, production));
  describe('the accounts at providers of an account', () => accountLinksContract(() => open, production));
  describe('the passkeys of an account', () => accountPasskeysContract(() => open));
  describe('the statements for an account', () => accountStatementsContract(() => open));
  describe('the address of an account', () => accountAddressContract(() => open, production));
  describe('sessions of people with a password', () => credentialSessionsContract(() => open, 'production'));
  describe('a sign-in with a password that fails', () =>
    credentialSessionsRefusedContract(() => open, 'production'));
  describe('beside passwords', () => credentialSessionsBesideContract(() => open, 'production'));
});
