import { randomBytes } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import { expect, it, onTestFinished, vi } from 'vitest';
import { keyring, MySqlAdapter, type MySqlAdapterOptions } from '../../../src/index.ts';
import { type ReencryptOptions, reencrypt } from '../../../src/maintenance/reencrypt-tokens.ts';
import { reencryptTokens } from '../../../src/maintenance.ts';
import { accounts } from '../../../src/schema/production.ts';
import { deferred } from '../../support/calls/deferred.ts';
import { newAccount, newUser, unique } from '../../support/rows/samples.ts';
import { untilBlocked } from '../gate.ts';
import { verbAndTable } from '../verb-and-table.ts';
import type { Site } from './open-site.ts';

const names = ['access_token', 'refresh_token', 'id_token', 'oauth_token', 'oauth_token_secret'] as const;
const NOTHING = { accounts: 0, reencrypted: 0, skipped: 0, done: true };
/** Pauses in which nothing happens. */
const IMPATIENT = { times: 2, afterMs: 1 };

/** Encrypting all tokens with another key, beside what else goes on. */
export function reencryptedSuite(site: () => Site): void {
  const texts = { old: randomBytes(32).toString('base64'), new: randomBytes(32).toString('base64') };
  const keys = {
    none: keyring({ current: null, keys: texts }),
    old: keyring({ current: 'old', keys: texts }),
    new: keyring({ current: 'new', keys: texts }),
  };
  const warn = vi.fn<(message: string) => void>();
  const adapterWith = (name: keyof typeof keys, options: Omit<MySqlAdapterOptions, 'tables'> = {}) =>
    site().adapter({ encryptOAuthTokens: keys[name], logger: { warn }, ...options });

  /** Makes a person with an account whose tokens one of the keyrings seals; it is gone when the test has ended. */
  async function newHolder(name: keyof typeof keys, values: object = {}) {
    warn.mockClear();
    const adapter = adapterWith(name);
    const { id } = await adapter.createUser(newUser());
    const tokens = Object.fromEntries(names.map((each) => [each, unique(each)]));
    const account = newAccount(id, { provider: 'local', expires_at: 1 });
    onTestFinished(() =>
      site()
        .open.db.execute(sql`delete from accounts where user_id = ${id}`)
        .then(() => {}),
    );
    return adapter.linkAccount({ ...account, ...tokens, ...values });
  }
  type Holder = Awaited<ReturnType<typeof newHolder>>;
  const rowOf = (holder: Holder) => site().rowOf(holder as never);
  const run = (options?: ReencryptOptions) => reencrypt(adapterWith('new'), options ?? {}, IMPATIENT);

  /** Expects the tokens of an account to be those that it has, sealed by the new key alone. */
  async function expectNew(holder: Holder, tokens: object = {}) {
    const row = await rowOf(holder);
    for (const name of names) if (row[name]) expect(row[name]).toMatch(/^v1\.new\./);
    const onlyNew = keyring({ current: 'new', keys: { new: texts.new } });
    expect(await onlyNew.open(row, row)).toMatchObject({ ...holder, ...tokens });
  }

  it('are those that are plain or sealed by another key, and no others', async () => {
    const plain = await newHolder('none');
    const old = await newHolder('old');
    const current = await newHolder('new');
    const partly = await newHolder('new', { id_token: null, oauth_token: '' });
    const without = await newHolder('old', Object.fromEntries(names.map((name) => [name, null])));
    await site().open.db.execute(
      sql`update accounts set refresh_token = 'plain', updated_at = '2001-01-01' where user_id = ${partly.userId}`,
    );
    const before = await Promise.all([current, without].map(rowOf));
    const partBefore = await rowOf(partly);
    expect(await reencryptTokens(adapterWith('new'))).toEqual({
      accounts: 5,
      reencrypted: 3,
      skipped: 0,
      done: true,
    });
    for (const holder of [plain, old]) await expectNew(holder);
    expect(await Promise.all([current, without].map(rowOf))).toEqual(before);
    await expectNew(partly, { refresh_token: 'plain' });
    const partAfter = await rowOf(partly);
    expect({ ...partAfter, refresh_token: 'plain' }).toEqual(partBefore);
    expect(warn).not.toHaveBeenCalled();
    // And no more the next time.
    let again: unknown;
    const sent = await site().open.statementsOf(async () => {
      again = await reencryptTokens(adapterWith('new'));
    });
    expect(again).toEqual({ ...NOTHING, accounts: 5 });
    expect(new Set(sent.map(verbAndTable))).not.toContain('update accounts');
  });

  it('are decrypted while no key is current', async () => {
    const [old, plain] = [await newHolder('old'), await newHolder('none')];
    const result = await reencryptTokens(adapterWith('none'));
    expect(result).toEqual({ accounts: 2, reencrypted: 1, skipped: 0, done: true });
    for (const holder of [old, plain]) expect(await rowOf(holder)).toMatchObject(holder);
  });

  it('are replaced by an UPDATE for each account, which names its user, and in batches of any size', async () => {
    const holders = [];
    for (let number = 0; number < 7; number++) holders.push(await newHolder('old'));
    const progress: unknown[] = [];
    const sent = await site().open.statementsOf(async () => {
      const onProgress = (soFar: unknown) => progress.push(soFar);
      const result = await reencryptTokens(adapterWith('new'), { batchSize: 3, onProgress });
      expect(result).toEqual({ accounts: 7, reencrypted: 7, skipped: 0, done: true });
    });
    const updates = sent.filter((text) => text.startsWith('update'));
    expect(updates).toHaveLength(7);
    for (const update of updates) expect(update).toMatch(/`accounts`\.`user_id` = |`user_id` = /);
    expect(progress.length).toBeGreaterThanOrEqual(3);
    expect(progress[0]).toEqual({ accounts: 3, reencrypted: 3, skipped: 0, done: false });
    for (const holder of holders) await expectNew(holder);
  });

  it('are left for the next run where a signal stops one, and what was done stays done', async () => {
    const holders = [];
    for (let number = 0; number < 5; number++) holders.push(await newHolder('old'));
    // Nor are they read for a key that opens them.
    const sent = await site().open.statementsOf(async () => {
      const stopped = { batchSize: 2, signal: AbortSignal.abort() };
      expect(await run(stopped)).toEqual({ ...NOTHING, done: false });
    });
    expect(sent.filter((text) => text.includes('access_token'))).toEqual([]);
    const stop = new AbortController();
    const options = { batchSize: 2, signal: stop.signal, onProgress: () => stop.abort() };
    expect(await run(options)).toEqual({ accounts: 2, reencrypted: 2, skipped: 0, done: false });
    const rows = await Promise.all(holders.map(rowOf));
    expect(rows.filter((row) => row.access_token?.startsWith('v1.new.'))).toHaveLength(2);
    expect(await run({ batchSize: 2 })).toEqual({ accounts: 5, reencrypted: 3, skipped: 0, done: true });
    for (const holder of holders) await expectNew(holder);
  });

  it('wait for whoever is refreshing them by the clock of the database, and not for notes of refreshes', async () => {
    const holder = await newHolder('old');
    const lease = (text: string, seconds: number) =>
      site().change(
        holder as never,
        `refresh_lease = '${text}', refresh_lease_until = utc_timestamp(3) + interval ${seconds} second`,
      );
    for (const text of ['somebody', '+somebody']) {
      await lease(text, 60);
      const before = await rowOf(holder);
      expect(await run()).toEqual({ ...NOTHING, accounts: 1, skipped: 1 });
      expect(await rowOf(holder)).toEqual(before);
      expect(warn).toHaveBeenCalledExactlyOnceWith(
        'reencryptTokens left 1 account as it was. 1 in use: run it again.',
      );
      warn.mockClear();
    }
    // Looked at again, when the lease is over.
    const looked = vi.fn(() => lease('somebody', -1));
    const waiting = reencrypt(adapterWith('new'), { onProgress: looked }, { times: 50, afterMs: 200 });
    expect(await waiting).toEqual({ ...NOTHING, accounts: 1, reencrypted: 1 });
    await expectNew(holder);
    // A note, and the lease of a clock that has been set back.
    for (const [text, seconds] of [
      ['refused', 60],
      ['failed', 3],
      ['somebody', 3_600],
    ] as const) {
      const noted = await newHolder('old');
      await site().change(
        noted as never,
        `refresh_lease = '${text}', refresh_lease_until = utc_timestamp(3) + interval ${seconds} second`,
      );
      expect(await run()).toMatchObject({ reencrypted: 1, skipped: 0 });
      expect(await rowOf(noted)).toMatchObject({ refreshLease: text });
    }
  });

  it('do not wait once a signal has aborted', async () => {
    const holder = await newHolder('old');
    await site().change(
      holder as never,
      `refresh_lease = 'somebody', refresh_lease_until = utc_timestamp(3) + interval 60 second`,
    );
    const stop = new AbortController();
    const onProgress = () => setTimeout(() => stop.abort(), 50);
    // Otherwise for an hour.
    const result = reencrypt(
      adapterWith('new'),
      { signal: stop.signal, onProgress },
      { times: 1, afterMs: 3_600_000 },
    );
    expect(await result).toEqual({ ...NOTHING, accounts: 1, skipped: 1, done: false });
  });

  it('are the newer ones that somebody has stored since they were read', async () => {
    const holder = await newHolder('old');
    let result: Promise<unknown> = Promise.resolve();
    const isRow = eq(accounts.userId, holder.userId);
    const newer = await keys.old.seal({ refresh_token: 'newer' }, holder);
    await site().open.db.transaction(async (other) => {
      await other.execute(sql`select user_id from accounts where ${isRow} for update`);
      result = run();
      await untilBlocked(site().open.db, result, holder.userId);
      await other.execute(sql`update accounts set refresh_token = ${newer.refresh_token} where ${isRow}`);
    });
    expect(await result).toEqual({ ...NOTHING, accounts: 1, reencrypted: 1 });
    await expectNew(holder, { refresh_token: 'newer' });
  });

  it.each([
    ['another case', 'upper(access_token)'],
    ['an accent', "concat(access_token, _utf8mb4 x'cc81')"],
    ['a space at the end', "concat(access_token, ' ')"],
  ])('are not replaced where they only look like those that were read, with %s', async (_what, changed) => {
    const holder = await newHolder('none', { access_token: 'token' });
    let result: Promise<unknown> = Promise.resolve();
    const isRow = eq(accounts.userId, holder.userId);
    await site().open.db.transaction(async (other) => {
      await other.execute(sql`select user_id from accounts where ${isRow} for update`);
      result = run();
      await untilBlocked(site().open.db, result, holder.userId);
      await other.execute(sql`update accounts set access_token = ${sql.raw(changed)} where ${isRow}`);
    });
    expect(await result).toMatchObject({ reencrypted: 1 });
    const row = await rowOf(holder);
    const opened = await keys.new.open(row, row);
    expect(opened.access_token).toMatch(/^(TOKEN|token\u0301|token )$/);
  });

  it('are left alone where they cannot be opened or do not fit, with one warning that names nobody', async () => {
    const good = await newHolder('old');
    const moved = await newHolder('old');
    const unknown = await newHolder('old');
    const damaged = await newHolder('old');
    const long = await newHolder('none', { access_token: 'hunter2'.padEnd(255, 't') });
    await site().change(moved as never, 'access_token = refresh_token');
    await site().change(unknown as never, "access_token = replace(access_token, 'v1.old.', 'v1.gone.')");
    await site().change(damaged as never, 'access_token = left(access_token, 40)');
    const left = [moved, unknown, damaged, ...(isNarrow() ? [long] : [])];
    const before = await Promise.all(left.map(rowOf));
    for (const _ of [1, 2]) {
      expect(await run({ batchSize: 2 })).toMatchObject({ accounts: 5, skipped: left.length, done: true });
      expect(await Promise.all(left.map(rowOf))).toEqual(before);
      const [[message] = []] = warn.mock.calls;
      expect(warn).toHaveBeenCalledTimes(1);
      expect(message).toMatch(new RegExp(`^reencryptTokens left ${left.length} accounts as they were\\. `));
      const ids = (await Promise.all([moved, unknown, damaged].map(rowOf))).map(({ id }) => id);
      // In any order: shards read their rows side by side.
      const [, named = ''] =
        /3 DECRYPTION_FAILED \(id ([\d, ]+)\), such as: Expected /.exec(message ?? '') ?? [];
      expect(named.split(', ').sort()).toEqual(ids.map(String).sort());
      const tooLong =
        /1 VALUE_TOO_LONG \(id \d+\), such as: Expected the column access_token of accounts to have room/;
      expect(tooLong.test(message ?? '')).toBe(isNarrow());
      expect(message).not.toContain('shorten');
      for (const holder of left)
        for (const secret of [holder.userId, holder.providerAccountId, 'hunter2', holder.access_token])
          expect(message).not.toContain(secret);
      warn.mockClear();
    }
    await expectNew(good);
  });

  it('are left alone, and counted, where the current key has encrypted some and does not open another', async () => {
    const none = Object.fromEntries(names.slice(1).map((name) => [name, null]));
    // The first one that there is.
    const [damaged, good] = [await newHolder('new', none), await newHolder('new')];
    const plain = await newHolder('none');
    await site().change(damaged as never, 'refresh_token = access_token, access_token = null');
    const before = await rowOf(damaged);
    expect(await run()).toEqual({ ...NOTHING, accounts: 3, reencrypted: 1, skipped: 1 });
    expect(await rowOf(damaged)).toEqual(before);
    expect(warn.mock.calls).toEqual([[expect.stringMatching(/1 DECRYPTION_FAILED \(id \d+\)/)]]);
    for (const holder of [good, plain]) await expectNew(holder);
  });

  it('are not touched by another key of the same id, however many rows come before the one that shows it', async () => {
    const holders = [];
    for (let number = 0; number < 5; number++)
      holders.push(await newHolder(number === 1 ? 'old' : 'none', { refresh_token: null }));
    holders.push(await newHolder('new'));
    const before = await Promise.all(holders.map(rowOf));
    const wrong = keyring({
      current: 'new',
      keys: { ...texts, new: randomBytes(32).toString('base64') },
    });
    const adapter = site().adapter({ encryptOAuthTokens: wrong, logger: { warn } });
    const sent = await site().open.statementsOf(async () => {
      const error = await reencryptTokens(adapter, { batchSize: 2 }).catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ code: 'DECRYPTION_FAILED' });
      expect((error as Error).message).toMatch(
        /^Expected `keys\['new'\]` to be the key .* \(id \d+\)\. Nothing/,
      );
    });
    expect(sent.map(verbAndTable)).not.toContain('update accounts');
    expect(await Promise.all(holders.map(rowOf))).toEqual(before);
    // To decrypt, no key need be the current one.
    const decrypting = keyring({ current: null, keys: { old: texts.old } });
    const decrypted = reencrypt(
      site().adapter({ encryptOAuthTokens: decrypting, logger: { warn } }),
      {},
      IMPATIENT,
    );
    expect(await decrypted).toMatchObject({ reencrypted: 1, skipped: 1 });
  });

  const isNarrow = () => site().tables.accounts.access_token.getSQLType() === 'varchar(255)';

  it('are not touched by keys that are none, nor without any, in a transaction, or with options that are wrong', async () => {
    const holder = await newHolder('old');
    const before = await rowOf(holder);
    const bad = keyring({ current: 'new', keys: { ...texts, new: 'hunter2' } });
    const refused: [Parameters<typeof reencryptTokens>[0], unknown, RegExp][] = [
      [site().adapter({ encryptOAuthTokens: bad }), {}, /^Expected `keys\['new'\]` to be 32 bytes/],
      [site().adapter(), {}, /^Expected `adapter` to have the option encryptOAuthTokens, got one without\.$/],
      [adapterWith('new'), { batchSize: 0 }, /`batchSize`/],
      [adapterWith('new'), null, /`options`/],
      [{}, {}, /^Expected `adapter` to be what MySqlAdapter/],
    ];
    for (const [adapter, options, message] of refused)
      await expect(reencryptTokens(adapter, options as never)).rejects.toMatchObject({
        code: 'INVALID_ARGUMENT',
        message: expect.stringMatching(message),
      });
    const source = site().open.source();
    await source.transaction(async (transaction) => {
      const { tables } = site();
      const adapter = MySqlAdapter(transaction, { tables, encryptOAuthTokens: keys.new });
      await expect(reencryptTokens(adapter)).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    });
    expect(await rowOf(holder)).toEqual(before);
  });

  it('are written again where the answer to an UPDATE is lost', async () => {
    for (const executed of [true, false]) {
      const holder = await newHolder('old');
      site().open.drop(/^update `accounts`/, { executed });
      expect(await run()).toMatchObject({ skipped: 0, done: true });
      await expectNew(holder);
    }
    expect(warn).not.toHaveBeenCalled();
  });

  it('are those that a late refresh has brought, which takes them for what it has read', async () => {
    const holder = await newHolder('old', { refresh_token: 'used' });
    const [asked, answer] = [deferred<void>(), deferred<object>()];
    const refresh = async () => {
      asked.resolve();
      return answer.promise;
    };
    const { getAccessToken } = site().tokens(
      { refresh: { local: refresh } },
      {},
      { encryptOAuthTokens: keys.old },
    );
    const { userId, provider } = holder;
    const found = getAccessToken({ userId, provider });
    await asked.promise;
    await site().change(holder as never, 'refresh_lease_until = utc_timestamp(3) - interval 1 second');
    expect(await run()).toMatchObject({ reencrypted: 1, skipped: 0 });
    answer.resolve({ access_token: 'late', refresh_token: 'next' });
    expect(await found).toMatchObject({ accessToken: 'late' });
    const row = await rowOf(holder);
    expect(row.refreshLease).toBeNull();
    expect(await keys.new.open(row, row)).toMatchObject({ access_token: 'late', refresh_token: 'next' });
    expect(await run()).toMatchObject({ reencrypted: 1 });
  });

  it('do not pass for those of another refresh, though they are other texts', async () => {
    const holder = await newHolder('old', { expires_at: null });
    const { userId, provider, access_token } = holder;
    const answers = [deferred<object>(), deferred<object>()];
    const asked = [deferred<void>(), deferred<void>()];
    let calls = 0;
    const refresh = () => {
      const call = calls++;
      asked[call]?.resolve();
      return answers[call]?.promise;
    };
    const { getAccessToken } = site().tokens(
      { refresh: { local: refresh } },
      {},
      { encryptOAuthTokens: keys.old },
    );
    const found = getAccessToken({ userId, provider, refusedToken: access_token as string });
    await asked[0]?.promise;
    await site().change(holder as never, 'refresh_lease_until = utc_timestamp(3) - interval 1 second');
    expect(await run()).toMatchObject({ reencrypted: 1 });
    answers[0]?.resolve({ error: 'invalid_grant' });
    // Not the token that was refused.
    await expect(found).rejects.toMatchObject({ code: 'REFRESH_REFUSED' });
  });

  it('leave a used refresh token to be replaced that a sign-in has brought once more', async () => {
    const holder = await newHolder('old', { refresh_token: 'used' });
    const [asked, answer] = [deferred<void>(), deferred<object>()];
    const refresh = async () => {
      asked.resolve();
      return answer.promise;
    };
    const options = { encryptOAuthTokens: keys.old };
    const { getAccessToken, updateOnSignIn } = site().tokens({ refresh: { local: refresh } }, {}, options);
    const { userId, provider } = holder;
    const found = getAccessToken({ userId, provider });
    await asked.promise;
    const account = {
      ...holder,
      access_token: 'of a sign-in',
      refresh_token: 'used',
      expires_at: 2_000_000_000,
    };
    await updateOnSignIn({ user: { id: userId }, account } as never);
    answer.resolve({ access_token: 'late', refresh_token: 'next' });
    expect(await found).toMatchObject({ accessToken: 'of a sign-in' });
    const row = await rowOf(holder);
    expect(await keys.old.open(row, row)).toMatchObject({
      access_token: 'of a sign-in',
      refresh_token: 'next',
    });
  });
}
