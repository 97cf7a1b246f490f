import type { VerificationToken } from '@auth/core/adapters';
import { drizzle } from 'drizzle-orm/mysql2';
import { createPool, type Pool } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { startMySqlProxy } from '../../dev/mysql-proxy.ts';
import type { VitessServer } from '../../dev/vitess.ts';
import { MySqlAdapter, type MySqlAdapterMethods } from '../../src/index.ts';
import * as production from '../../src/schema/production.ts';
import { expectWholeLife, wholeLifeOptions } from '../support/calls/whole-life.ts';
import { newPasskey } from '../support/rows/passkey-samples.ts';
import { inAnHour, newAccount, newUser, signIn, unique } from '../support/rows/samples.ts';
import { makeProductionTables, STRICT, startSharded } from './sharded-keyspaces.ts';
import { openTabletLog, type TabletLog, verbAndTable } from './tablet-log.ts';

const options = { tables: production };

describe.each([
  ['a Vitess of two shards that refuses what would reach both', STRICT],
  ['a Vitess of two shards that allows it', []],
])('on %s', (_name, flags) => {
  let server: VitessServer;
  let log: TabletLog;
  let pool: Pool;
  const url = () => `${server.url}/site`;
  const adapter = () => MySqlAdapter(drizzle({ client: pool }), options);

  beforeAll(async () => {
    server = await startSharded(['site'], flags);
    await makeProductionTables(url());
    log = await openTabletLog(server.beneath ?? '', 'site');
    pool = createPool(url());
  });
  afterAll(async () => {
    await pool?.end();
    await log?.close();
    await server?.stop();
  });

  /** Makes somebody whose row is on a shard. */
  async function userOn(shard: string) {
    for (;;) {
      const user = await adapter().createUser(newUser());
      const [touch] = await log.during(() => adapter().getUser(user.id));
      if (touch?.shard === shard) return user;
    }
  }

  /** Counts the rows of a table beneath, on every shard. */
  async function countBeneath(table: string, where: string, value: string): Promise<number> {
    const select = `select /*vt+ ALLOW_SCATTER */ count(*) as count from ${table} where ${where} = ?`;
    const [rows] = await pool.query(select, [value]);
    return Number((rows as { count: number }[])[0]?.count);
  }

  it('a person goes through every method', async () => {
    await expectWholeLife(MySqlAdapter(drizzle({ client: pool }), { ...wholeLifeOptions, ...options }));
  });

  it('one of two people who have the same account id at two providers unlinks theirs alone', async () => {
    const [one, other] = [await userOn('-80'), await userOn('80-')];
    const providerAccountId = unique('shared');
    const account = newAccount(one.id, { providerAccountId, provider: 'github' });
    await adapter().linkAccount(account);
    await adapter().linkAccount({ ...account, userId: other.id, provider: 'google' });
    expect(await adapter().unlinkAccount(account)).toBeUndefined();
    expect(await adapter().getAccount(providerAccountId, 'github')).toBeNull();
    expect(await adapter().getAccount(providerAccountId, 'google')).toMatchObject({ userId: other.id });
    // Nothing is left in the lookup either: the pair is free again.
    await adapter().linkAccount({ ...account, userId: other.id });
    expect(await adapter().getUserByAccount(account)).toMatchObject({ id: other.id });
  });

  it('an account whose user is gone makes way, also where somebody has its id at another provider', async () => {
    const [gone, other, next] = [await userOn('-80'), await userOn('80-'), await userOn('80-')];
    const account = newAccount(gone.id, { provider: 'github' });
    await adapter().linkAccount(account);
    await adapter().linkAccount({ ...account, userId: other.id, provider: 'google' });
    await pool.query('delete from users where id = ?', [gone.id]);
    await adapter().linkAccount({ ...account, userId: next.id });
    expect(await adapter().getUserByAccount(account)).toMatchObject({ id: next.id });
    expect(await adapter().getUserByAccount({ ...account, provider: 'google' })).toMatchObject({
      id: other.id,
    });
  });

  it('nobody else gets an address or an account, whichever shard they are on', async () => {
    const [one, other] = [await userOn('-80'), await userOn('80-')];
    const account = newAccount(one.id);
    await adapter().linkAccount(account);
    await expect(adapter().linkAccount({ ...account, userId: other.id })).rejects.toMatchObject({
      code: 'ACCOUNT_ALREADY_LINKED',
    });
    await expect(adapter().createUser(newUser({ email: one.email }))).rejects.toMatchObject({
      code: 'EMAIL_TAKEN',
    });
    await expect(adapter().createUser(newUser({ email: `é${one.email}` }))).resolves.toBeDefined();
    await expect(adapter().createUser(newUser({ email: `E${one.email}` }))).rejects.toMatchObject({
      code: 'EMAIL_LOOKALIKE',
    });
  });

  it('a user goes first, then what was theirs, and the statement that is refused is sent once', async () => {
    const proxy = await startMySqlProxy(url());
    const ownPool = createPool(proxy.url);
    onTestFinished(async () => {
      await ownPool.end();
      await proxy.close();
    });
    const tested = MySqlAdapter(drizzle({ client: ownPool }), options);
    const sent: string[][] = [];
    for (const _ of [1, 2]) {
      const user = await tested.createUser(newUser());
      await tested.linkAccount(newAccount(user.id));
      await signIn(tested, user.id);
      await tested.createAuthenticator?.(newPasskey(user.id));
      await tested.createVerificationToken?.({
        identifier: user.email,
        token: unique(),
        expires: inAnHour(),
      });
      proxy.clear();
      await tested.deleteUser(user.id);
      sent.push(proxy.statements.map(verbAndTable));
      for (const table of ['sessions', 'accounts', 'authenticators'])
        expect(await countBeneath(table, 'user_id', user.id)).toBe(0);
      expect(await countBeneath('users', 'id', user.id)).toBe(0);
      expect(await countBeneath('users_by_email', 'email', user.email)).toBe(0);
      expect(await countBeneath('verification_tokens', 'identifier', user.email)).toBe(0);
    }
    const before = ['select users', 'delete verification_tokens'];
    const inTurn = ['delete users', 'delete sessions', 'delete accounts', 'delete authenticators'];
    // The one statement deletes users last.
    expect(sent[0]).toEqual([...before, 'delete sessions for update', ...inTurn]);
    expect(sent[1]).toEqual([...before, ...inTurn]);
  });

  if (flags === STRICT) {
    it('a link without an address is refused, with the reason, and stays good', async () => {
      const token = { identifier: 'ada@example.com', token: unique('token'), expires: inAnHour() };
      await adapter().createVerificationToken?.(token);
      const touched = await log.during(() =>
        expect(useAlone(adapter(), token)).rejects.toMatchObject({
          code: 'DATABASE',
          table: 'verification_tokens',
          message: expect.stringContaining('identifier'),
        }),
      );
      expect(touched).toEqual([]);
      expect(await adapter().useVerificationToken?.(token)).toEqual(token);
    });

    it('an account id that two people have is not unlinked in a transaction, of which nothing is kept', async () => {
      const [one, other] = [await userOn('-80'), await userOn('80-')];
      const account = newAccount(one.id, { provider: 'github' });
      await adapter().linkAccount(account);
      await adapter().linkAccount({ ...account, userId: other.id, provider: 'google' });
      const work = drizzle({ client: pool }).transaction(async (transaction) => {
        const within = MySqlAdapter(transaction, options);
        await within.updateUser({ id: one.id, name: 'Changed' });
        await within.unlinkAccount(account);
      });
      await expect(work).rejects.toMatchObject({ code: 'DATABASE', table: 'accounts' });
      expect(await adapter().getUser(one.id)).toMatchObject({ name: one.name });
      expect(await adapter().getAccount(account.providerAccountId, 'github')).toMatchObject({
        userId: one.id,
      });
    });
  } else {
    it('a link without an address is found on whichever shard it is', async () => {
      const token = { identifier: 'ada@example.com', token: unique('token'), expires: inAnHour() };
      await adapter().createVerificationToken?.(token);
      expect(await useAlone(adapter(), token)).toEqual(token);
      expect(await useAlone(adapter(), token)).toBeNull();
    });
  }
});

/** Uses a token without the address that it was sent to, as a link of an application's own may have it. */
const useAlone = (adapter: MySqlAdapterMethods, { token }: { token: string }) =>
  // Auth.js passes what the link has, whatever its type says.
  adapter.useVerificationToken({ token } as VerificationToken);
