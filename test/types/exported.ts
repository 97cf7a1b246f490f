// Compiled, never run: the exports of a project that emits declarations have types that those can name.

import type { Adapter } from '@auth/core/adapters';
import { currentUser, userById } from 'authjs-drizzle-mysql/account';
import { limitCodeRequests } from 'authjs-drizzle-mysql/codes';
import { withCredentialSessions } from 'authjs-drizzle-mysql/credentials';
import { countOrphans, deleteOrphans, prune } from 'authjs-drizzle-mysql/maintenance';
import { oneTimeTokens } from 'authjs-drizzle-mysql/one-time-tokens';
import {
  accountColumns,
  authenticatorColumns,
  createTables,
  emailCodeColumns,
  productionAccountColumns,
  productionVerificationTokenColumns,
  refreshLeaseColumns,
  sessionColumns,
  userColumns,
  userIndexes,
  verificationTokenColumns,
} from 'authjs-drizzle-mysql/schema';
import * as production from 'authjs-drizzle-mysql/schema/production';
import { oauthRefresh, providerTokens } from 'authjs-drizzle-mysql/tokens';
import { mysqlTable, varchar } from 'drizzle-orm/mysql-core';

export const columns = {
  users: { ...userColumns(), role: varchar('role', { length: 32 }) },
  accounts: { ...accountColumns(), ...refreshLeaseColumns() },
  grownAccounts: productionAccountColumns(),
  sessions: sessionColumns(),
  verificationTokens: { ...verificationTokenColumns(), ...emailCodeColumns() },
  grownVerificationTokens: productionVerificationTokenColumns(),
  authenticators: authenticatorColumns(),
};
export const members = mysqlTable('members', columns.users, userIndexes);
export const tables = createTables({
  prefix: 'auth_',
  extend: { users: { role: varchar('role', { length: 32 }) } },
});
export const { users, accounts, verificationTokens } = createTables({ base: 'production' });
export const { sessions } = production;
export const schema = { ...production, members };
export const refresh = oauthRefresh({ tokenEndpoint: 'https://login.example.com/token', clientId: 'x' });
export const tokens = providerTokens(() => ({}), { refresh: { own: refresh } });

declare const adapter: Adapter;
export const me = (request: Request) => currentUser(adapter, { headers: request.headers });
export const signIn = limitCodeRequests(() => adapter, { redirectTo: '/code' });
export const resets = oneTimeTokens(() => adapter, { purpose: 'password-reset' });
export const config = withCredentialSessions({ adapter, providers: [] });
export const somebody = (id: string) => userById(adapter, id);
export const pruned = () => prune(adapter, { batchSize: 100 });
export const orphans = async () => [
  await countOrphans(adapter),
  await deleteOrphans(adapter, { atMost: 10 }),
];
