import { isNotNull } from 'drizzle-orm';
import { createPool, type Pool } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { VitessServer } from '../../dev/vitess.ts';
import { limitCodeRequests } from '../../src/codes.ts';
import type { MySqlAdapterMethods } from '../../src/index.ts';
import { prune } from '../../src/maintenance.ts';
import { MySqlAdapter } from '../../src/mysql2.ts';
import { oneTimeTokens } from '../../src/one-time-tokens.ts';
import * as production from '../../src/schema/production.ts';
import { newPasskey } from '../support/rows/passkey-samples.ts';
import {
  anHourAgo,
  inAnHour,
  newAccount,
  newUser,
  signIn,
  unique,
  uniqueEmail,
} from '../support/rows/samples.ts';
import { makeProductionTables, STRICT, startSharded } from './sharded-keyspaces.ts';
import { openTabletLog, type TabletLog } from './tablet-log.ts';

/** So many that a statement to every shard could not be mistaken for one to two shards. */
const SHARDS = 4;

let server: VitessServer;
let log: TabletLog;
let pool: Pool;
let adapter: ReturnType<typeof MySqlAdapter>;

beforeAll(async () => {
  server = await startSharded(['site'], STRICT, SHARDS);
  await makeProductionTables(`${server.url}/site`);
  log = await openTabletLog(server.beneath ?? '', 'site');
  pool = createPool(`${server.url}/site`);
  adapter = MySqlAdapter(pool, { tables: production });
});
afterAll(async () => {
  await pool?.end();
  await log?.close();
  await server?.stop();
});

/** Returns what a call sends to the shards. A statement that went to several is there several times. */
const sentBy = async (call: () => Promise<unknown>) => (await log.during(call)).map(({ what }) => what);

/** The reads of a lookup and of the row that it leads to. */
const found = (lookup: string, table: string) => [`select ${lookup}`, `select ${table}`];

/** An insert for a user, who is locked, with the row of the lookup. */
const insertFor = (lookup: string, table: string) => [
  'select users lock in share mode',
  `insert ${lookup}`,
  `insert ${table}`,
];

/** The deletion of rows by their user's id, with those of the lookup. */
const deletion = (table: string, ...lookups: string[]) => [
  `select ${table} for update`,
  ...lookups.map((lookup) => `delete ${lookup}`),
  `delete ${table}`,
];

/** What each method sends to the shards, on the tables with their lookups. */
const SENT: Readonly<Record<keyof Required<MySqlAdapterMethods>, readonly string[]>> = {
  createUser: ['insert users_by_email', 'insert users'],
  getUser: ['select users'],
  getUserByEmail: found('users_by_email', 'users'),
  getUserByAccount: found('accounts_by_provider', 'accounts'),
  updateUser: ['update users', 'select users'],
  deleteUser: [
    'select users',
    'delete verification_tokens',
    ...deletion('users', 'users_by_email'),
    ...deletion('sessions', 'sessions_by_token'),
    ...deletion('accounts', 'accounts_by_provider'),
    ...deletion('authenticators', 'authenticators_by_credential'),
  ],
  linkAccount: insertFor('accounts_by_provider', 'accounts'),
  unlinkAccount: ['select accounts_by_provider for update', ...deletion('accounts', 'accounts_by_provider')],
  getAccount: [...found('accounts_by_provider', 'accounts'), 'select users'],
  createSession: insertFor('sessions_by_token', 'sessions'),
  getSessionAndUser: found('sessions_by_token', 'sessions'),
  updateSession: ['select sessions_by_token for update', 'update sessions'],
  deleteSession: ['select sessions_by_token for update', ...deletion('sessions', 'sessions_by_token')],
  createVerificationToken: ['insert verification_tokens'],
  useVerificationToken: ['select verification_tokens', 'delete verification_tokens'],
  createAuthenticator: insertFor('authenticators_by_credential', 'authenticators'),
  getAuthenticator: found('authenticators_by_credential', 'authenticators'),
  listAuthenticatorsByUserId: ['select authenticators'],
  updateAuthenticatorCounter: [
    'select authenticators_by_credential for update',
    'update authenticators',
    ...found('authenticators_by_credential', 'authenticators'),
  ],
};

/** Makes a call of each method, for a person who has one of everything. */
async function callsOf(): Promise<Record<keyof typeof SENT, () => Promise<unknown>>> {
  const user = await adapter.createUser(newUser());
  const account = newAccount(user.id);
  await adapter.linkAccount(account);
  const { sessionToken } = await signIn(adapter, user.id);
  const token = { identifier: user.email, token: unique('token'), expires: inAnHour() };
  await adapter.createVerificationToken?.(token);
  const passkey = newPasskey(user.id);
  const { credentialID } = passkey;
  await adapter.createAuthenticator?.(passkey);
  return {
    createUser: () => adapter.createUser(newUser()),
    getUser: () => adapter.getUser(user.id),
    getUserByEmail: () => adapter.getUserByEmail(user.email),
    getUserByAccount: () => adapter.getUserByAccount(account),
    updateUser: () => adapter.updateUser({ id: user.id, name: 'Ada King' }),
    deleteUser: () => adapter.deleteUser(user.id),
    linkAccount: () => adapter.linkAccount(newAccount(user.id)),
    unlinkAccount: () => adapter.unlinkAccount(account),
    getAccount: () => adapter.getAccount(account.providerAccountId, account.provider),
    createSession: () => signIn(adapter, user.id),
    getSessionAndUser: () => adapter.getSessionAndUser(sessionToken),
    updateSession: () => adapter.updateSession({ sessionToken, expires: inAnHour() }),
    deleteSession: () => adapter.deleteSession(sessionToken),
    createVerificationToken: () => adapter.createVerificationToken({ ...token, token: unique('token') }),
    useVerificationToken: () => adapter.useVerificationToken(token),
    createAuthenticator: async () => adapter.createAuthenticator?.(newPasskey(user.id)),
    getAuthenticator: async () => adapter.getAuthenticator?.(credentialID),
    listAuthenticatorsByUserId: async () => adapter.listAuthenticatorsByUserId?.(user.id),
    updateAuthenticatorCounter: async () => adapter.updateAuthenticatorCounter?.(credentialID, 1),
  };
}

describe(`what reaches the ${SHARDS} shards of a Vitess`, () => {
  beforeAll(async () => {
    // From now on deleteUser knows that its one statement is refused here.
    await adapter.deleteUser((await adapter.createUser(newUser())).id);
  });

  it.each(Object.entries(SENT))('from %s', async (method, sent) => {
    const call = (await callsOf())[method as keyof typeof SENT];
    expect(await sentBy(call)).toEqual(sent);
  });

  it.each(['createSession', 'getSessionAndUser'] as const)(
    'from %s, with a condition on users',
    async (method) => {
      const isActive = (users: typeof production.users) => isNotNull(users.name);
      const strict = MySqlAdapter(pool, { tables: production, isActive });
      const { sessionToken, userId } = await signIn(strict);
      const call = {
        createSession: () => signIn(strict, userId),
        getSessionAndUser: () => strict.getSessionAndUser(sessionToken),
      }[method];
      expect(await sentBy(call)).toEqual(SENT[method]);
    },
  );

  it('from sign-in codes, and from requests for them', async () => {
    const codes = MySqlAdapter(pool, { tables: production, emailCodes: true });
    const code = { identifier: uniqueEmail(), token: '123456', expires: inAnHour() };
    const request = { account: { providerAccountId: code.identifier }, email: { verificationRequest: true } };
    const signIn = limitCodeRequests(codes);
    const noted = ['update verification_tokens', 'insert verification_tokens'];
    for (const isInTime of [true, false])
      expect(await sentBy(async () => expect(await signIn(request)).toBe(isInTime))).toEqual(noted);
    for (const _ of ['first', 'replaced'])
      expect(await sentBy(() => codes.createVerificationToken(code))).toEqual(['insert verification_tokens']);
    const guessed = ['update verification_tokens', 'select verification_tokens'];
    expect(await sentBy(() => codes.useVerificationToken({ ...code, token: '000000' }))).toEqual(guessed);
    const redeemed = await sentBy(async () => expect(await codes.useVerificationToken(code)).toEqual(code));
    expect(redeemed).toEqual([...guessed, 'delete verification_tokens']);
  });

  it('from one-time tokens', async () => {
    const { create, use } = oneTimeTokens(adapter, { purpose: 'password-reset' });
    const address = uniqueEmail();
    const created = ['insert verification_tokens', 'select verification_tokens'];
    expect(await sentBy(() => create(address))).toEqual(created);
    let token = '';
    const replaced = await sentBy(async () => {
      token = await create(address);
    });
    expect(replaced).toEqual([...created, 'delete verification_tokens']);
    const used = await sentBy(async () => expect(await use(address, token)).toBe(true));
    expect(used).toEqual(['select verification_tokens', 'delete verification_tokens']);
  });

  it('from maintenance', async () => {
    await prune(adapter);
    const user = await adapter.createUser(newUser());
    await signIn(adapter, user.id, anHourAgo());
    const link = { identifier: uniqueEmail(), token: unique('token'), expires: anHourAgo() };
    await adapter.createVerificationToken?.(link);
    const everywhere = (table: string) => Array(SHARDS).fill(`select ${table}`);
    // What all shards would delete is undone before it is tried on one.
    const pruned = await log.during(async () => {
      expect(await prune(adapter)).toEqual({ sessions: 1, verificationTokens: 1, done: true });
    });
    const reads = pruned.filter(({ what }) => /^select \w+$/.test(what)).map(({ what }) => what);
    expect(reads).toEqual([...everywhere('sessions'), ...everywhere('verification_tokens')]);
    const alone = pruned.filter(({ what, statement }) => /^delete/.test(what) && !/ in \(/.test(statement));
    const deleted = ['delete sessions_by_token', 'delete sessions', 'delete verification_tokens'];
    expect(alone.map(({ what }) => what)).toEqual(deleted);
  });

  it('sees a statement that goes to all of them', async () => {
    const select = 'select /*vt+ ALLOW_SCATTER */ count(*) from users';
    const touched = await log.during(() => pool.query(select));
    expect(new Set(touched.map(({ shard }) => shard)).size).toBe(SHARDS);
    expect(touched.map(({ what }) => what)).toEqual(Array(SHARDS).fill('select users'));
  });
});
