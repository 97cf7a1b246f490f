import { afterAll, beforeAll, describe, inject } from 'vitest';
import * as production from '../../src/schema/production.ts';
import type { OpenBackend } from '../backends/backend.ts';
import { wantedBackends } from '../backends/index.ts';
import { productionSql } from '../support/databases/production-sql.ts';
import { activeUsersContract } from './suites/active-users.ts';
import { activeUsersFlowsContract } from './suites/active-users-flows.ts';
import { authenticatorIdentityContract } from './suites/authenticator-identity.ts';
import { authenticatorOwnersContract } from './suites/authenticator-owners.ts';
import { authenticatorsContract } from './suites/authenticators.ts';
import { devicesOfSessionsContract } from './suites/devices-of-sessions.ts';
import { emailCodeFlowsContract } from './suites/email-code-flows.ts';
import { emailCodeRequestsContract } from './suites/email-code-requests.ts';
import { newSessionValuesContract } from './suites/new-session-values.ts';
import { passkeyFlowsContract } from './suites/passkey-flows.ts';
import { passkeySignUpsContract } from './suites/passkey-sign-ups.ts';
import { privateColumnsContract } from './suites/private-columns.ts';
import { privateColumnsFlowsContract } from './suites/private-columns-flows.ts';

const servers = inject('servers');

// At REPEATABLE READ, InnoDB itself locks what an INSERT reads, so some races could not be lost there.
const session = 'set session transaction isolation level read committed';

describe.each(wantedBackends().filter(({ server }) => servers[server]))('$name', (backend) => {
  let open: OpenBackend;
  beforeAll(async () => {
    const additions = await productionSql();
    open = await backend.open(servers[backend.server] ?? '', {
      additions,
      hasLeastRights: true,
      ...(backend.hasSessions && { session }),
    });
  });
  afterAll(() => open.close());

  describe('passkeys', () => authenticatorsContract(() => open));
  describe('which passkey is which', () => authenticatorIdentityContract(() => open));
  describe('passkeys and their users', () => authenticatorOwnersContract(() => open));
  describe('sign-ups with passkeys that break off', () => passkeySignUpsContract(() => open));
  describe('whole flows with passkeys through Auth.js', () => passkeyFlowsContract(() => open));
  describe('private columns', () => privateColumnsContract(() => open, 'production'));
  describe('users who are not active', () => activeUsersContract(() => open, production));
  describe('users who are not active, through Auth.js', () =>
    activeUsersFlowsContract(() => open, production));
  describe('values of new sessions', () => newSessionValuesContract(() => open, 'production'));
  describe('devices of sessions, through Auth.js', () => devicesOfSessionsContract(() => open, 'production'));
  describe('codes that people type, through Auth.js', () => emailCodeFlowsContract(() => open));
  describe('codes that people type, as Auth.js mails them', () => emailCodeRequestsContract(() => open));
  describe('private columns through Auth.js', () => privateColumnsFlowsContract(() => open, 'production'));
});
