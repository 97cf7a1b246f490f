import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { inspect } from 'node:util';
import { drizzle } from 'drizzle-orm/mysql2';
import { createPool } from 'mysql2/promise';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type KeyringOptions, keyring, MySqlAdapter, type MySqlAdapterError } from '../../src/index.ts';

const newKey = () => randomBytes(32).toString('base64');
const account = { provider: 'google', providerAccountId: '42' };
const tokens = {
  access_token: 'access',
  refresh_token: 'refresh',
  id_token: 'id',
  oauth_token: 'oauth',
  oauth_token_secret: 'secret',
};

/** Returns the error that a call throws or rejects with. */
async function errorOf(call: () => unknown): Promise<MySqlAdapterError> {
  try {
    await call();
  } catch (error) {
    return error as MySqlAdapterError;
  }
  throw new Error('Expected an error.');
}

describe('what a keyring seals', () => {
  it('opens again, token by token, and is another text each time', async () => {
    const keys = keyring({ current: 'a', keys: { a: newKey() } });
    const row = { ...account, ...tokens, scope: 'email', expires_at: 1 };
    const sealed = await keys.seal(row, row);
    expect(sealed).toMatchObject({ ...account, scope: 'email', expires_at: 1 });
    for (const column of Object.keys(tokens) as (keyof typeof tokens)[])
      expect(sealed[column]).toMatch(/^v1\.a\.[\w-]{16}\.[\w-]{22,}$/);
    expect(await keys.open(sealed, account)).toEqual(row);
    const again = await keys.seal(row, row);
    const ivs = [sealed, again].flatMap((each) =>
      (Object.keys(tokens) as (keyof typeof tokens)[]).map((column) => each[column].split('.')[2]),
    );
    expect(new Set(ivs).size).toBe(10);
  });

  it.each([
    ['text in any script', 'Ünïcödé 😀 \u0000\uFEFF', 'Ünïcödé 😀 \u0000\uFEFF'],
    ['text that begins with a byte order mark', '\uFEFFtoken', '\uFEFFtoken'],
    ['text that looks sealed', `v1.a.${'A'.repeat(16)}.${'A'.repeat(22)}`, undefined],
    ['a number', 17, '17'],
    ['a bigint', 17n, '17'],
    ['much text', 't'.repeat(100_000), undefined],
  ])('may be %s', async (_what, token, opened) => {
    const keys = keyring({ current: 'a', keys: { a: newKey() } });
    const sealed = await keys.seal({ access_token: token }, account);
    expect(sealed.access_token).not.toBe(token);
    expect(await keys.open(sealed, account)).toEqual({ access_token: opened ?? token });
  });

  it('leaves out what is no token', async () => {
    const keys = keyring({ current: 'a', keys: { a: newKey() } });
    const row = { access_token: '', refresh_token: null, id_token: undefined, oauth_token: {}, scope: 'x' };
    expect(await keys.seal(row, account)).toEqual(row);
    // The column refuses it.
    expect(await keys.seal({ access_token: 'half \ud83d' }, account)).toEqual({
      access_token: 'half \ud83d',
    });
    const bytes = await errorOf(() => keys.seal({ access_token: Buffer.from('hunter2') }, account));
    expect(bytes.message).toBe('Expected `access_token` to be text, got an instance of Buffer.');
  });

  it('ignores tokens that somebody has put into a prototype', async () => {
    const keys = keyring({ current: 'a', keys: { a: newKey() } });
    const prototype = Object.prototype as { access_token?: string };
    prototype.access_token = 'hunter2';
    onTestFinished(() => {
      delete prototype.access_token;
    });
    expect(Object.keys(await keys.seal({ scope: 'x' }, account))).toEqual(['scope']);
  });

  it('is what Node’s crypto makes of it, and the other way about', async () => {
    const raw = randomBytes(32);
    const keys = keyring({ current: 'a', keys: { a: raw.toString('base64') } });
    const additionalData = Buffer.from(JSON.stringify(['google', '42', 'refresh_token']));
    const sealed = await keys.seal({ refresh_token: 'tökén' }, account);
    const [version, id, iv = '', data = ''] = sealed.refresh_token.split('.');
    expect([version, id]).toEqual(['v1', 'a']);
    const bytes = Buffer.from(data, 'base64url');
    const decipher = createDecipheriv('aes-256-gcm', raw, Buffer.from(iv, 'base64url')).setAAD(
      additionalData,
    );
    decipher.setAuthTag(bytes.subarray(-16));
    expect(`${decipher.update(bytes.subarray(0, -16))}${decipher.final()}`).toBe('tökén');
    const ownIv = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', raw, ownIv).setAAD(additionalData);
    const made = Buffer.concat([cipher.update('made by Node'), cipher.final(), cipher.getAuthTag()]);
    const text = `v1.a.${ownIv.toString('base64url')}.${made.toString('base64url')}`;
    expect(await keys.open({ refresh_token: text }, account)).toEqual({ refresh_token: 'made by Node' });
  });

  it('opens for no other account and no other column', async () => {
    const keys = keyring({ current: 'a', keys: { a: newKey() } });
    const { access_token } = await keys.seal({ access_token: 'hunter2' }, account);
    const others = [
      () => keys.open({ access_token }, { ...account, providerAccountId: '43' }),
      () => keys.open({ access_token }, { ...account, provider: 'Google' }),
      () => keys.open({ access_token }, { provider: 'google","42', providerAccountId: '' }),
      () => keys.open({ refresh_token: access_token }, account),
      () => keys.open({ oauth_token: access_token }, account),
    ];
    for (const open of others) {
      const error = await errorOf(open);
      expect(error).toMatchObject({ code: 'DECRYPTION_FAILED' });
      expect(error.message).toContain('one that was changed, cut, moved from another account or column');
    }
    expect(await keys.open({ access_token }, { ...account, providerAccountId: 42 as never })).toEqual({
      access_token: 'hunter2',
    });
  });

  it('does not open once it was cut, at any length, or a bit of it was changed', async () => {
    const keys = keyring({ current: '2026-11', keys: { '2026-11': newKey() } });
    // A length of text that leaves bits beyond the last byte.
    const { access_token } = await keys.seal({ access_token: 'tokens.' }, account);
    const cut = Array.from(access_token, (_, length) => access_token.slice(0, length)).slice(1);
    const changed = Array.from(access_token).flatMap((letter, index) =>
      [1, 2, 4, 8, 16, 32, 64].map((bit) => {
        const other = String.fromCharCode(letter.charCodeAt(0) ^ bit);
        return access_token.slice(0, index) + other + access_token.slice(index + 1);
      }),
    );
    const longer = ['A', '.', '=', ' ', '\n'].map((letter) => access_token + letter);
    for (const text of [...cut, ...changed, ...longer]) {
      const error = await errorOf(() => keys.open({ access_token: text }, account));
      expect(error, JSON.stringify(text)).toMatchObject({ code: 'DECRYPTION_FAILED' });
      expect(error.message).not.toContain('tokens.');
    }
    expect(changed).toHaveLength(7 * access_token.length);
  });

  it('opens with any of the keys, and says where to find the id of the one that is missing', async () => {
    const texts = { old: newKey(), new: newKey() };
    const before = keyring({ current: 'old', keys: texts });
    const after = keyring({ current: 'new', keys: texts });
    const sealed = await before.seal(tokens, account);
    expect(await after.open(sealed, account)).toEqual(tokens);
    expect(await before.open(await after.seal(tokens, account), account)).toEqual(tokens);
    const without = keyring({ current: 'new', keys: { new: texts.new } });
    expect((await errorOf(() => without.open(sealed, account))).message).toBe(
      'Expected `keys` to have the key with which the access_token of an account at google is encrypted, got "new": ' +
        'add the one that the stored value names after "v1.", or have the person sign in again.',
    );
    const another = keyring({ current: 'old', keys: { old: newKey() } });
    expect(await errorOf(() => another.open(sealed, account))).toMatchObject({ code: 'DECRYPTION_FAILED' });
  });

  it('is stale unless it is sealed with the current key', async () => {
    const texts = { a: newKey(), b: newKey() };
    const [a, b, none] = ['a', 'b', null].map((current) => keyring({ current, keys: texts }));
    const sealed = await a?.seal({ access_token: 'x' }, account);
    const stale = [a, b, none].map((keys) => keys?.isStale(sealed?.access_token));
    expect(stale).toEqual([false, true, true]);
    expect([a, b, none].map((keys) => keys?.isStale('plain'))).toEqual([true, true, false]);
    for (const value of ['', null, undefined, 0])
      expect([a, none].map((keys) => keys?.isStale(value))).toEqual([false, false]);
  });
});

describe('tokens that were not sealed', () => {
  it.each([
    'ya29.a0AfH6SMBx',
    'v1.1f699f1069f60xxx',
    'v1.local.QAxIpVe-ECVNI1z4xQbm_qQYomyT3h8FtV8bxkz8pBJWkT8f7HtlOpbroPDEZUKop_vaglyp76CzYy375cHmKCW8e1CCkV0Lflu4GTDyXMqQdpZMM1E6OaoQW27gaRSvWBrR3IgbFIa0AkuUFw',
    'v10.2026-11.x',
    'v2.2026-11.x',
    'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0x.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk',
    'vv',
    ' ',
  ])('stay as they are: %s', async (token) => {
    const keys = keyring({ current: '2026-11', keys: { '2026-11': newKey() } });
    expect(await keys.open({ access_token: token }, account)).toEqual({ access_token: token });
  });

  it('stay as they are while no key is current, and those that are sealed still open', async () => {
    const texts = { a: newKey() };
    const [sealing, opening] = ['a', null].map((current) => keyring({ current, keys: texts }));
    expect(await opening?.seal(tokens, account)).toEqual(tokens);
    const sealed = await sealing?.seal(tokens, account);
    expect(await opening?.open(sealed ?? {}, account)).toEqual(tokens);
  });

  it('need no key where there are none', async () => {
    const keys = keyring({ current: 'a', keys: { a: undefined } });
    const row = { access_token: '', id_token: null, scope: 'x' };
    expect(await keys.open(row, account)).toEqual(row);
    expect(await keys.seal(row, account)).toEqual(row);
  });

  it.each(['a', null])(
    'have a key that is unset found out, whether they are read or stored, while %j is current',
    async (current) => {
      for (const method of ['seal', 'open'] as const) {
        const keys = keyring({ current, keys: { a: undefined } });
        const error = await errorOf(() => keys[method](tokens, account));
        expect(error).toMatchObject({ code: 'INVALID_ARGUMENT' });
        expect(error.message).toMatch(
          /^Expected `keys\['a'\]` to be 32 bytes in base64, .* got undefined\.$/,
        );
      }
    },
  );
});

describe('a keyring', () => {
  const secret = newKey();

  it.each<[string, object, RegExp]>([
    ['no keys at all', { current: 'a' }, /^Expected `keys` to be an object, got undefined\.$/],
    ['no current id', { keys: { a: secret } }, /^Expected `current` to be a string, got undefined\.$/],
    [
      'a current id without a key',
      { current: 'b', keys: { a: secret } },
      /`current` to be the id of a key, "a", or null/,
    ],
    [
      'a current id that is inherited',
      { current: 'toString', keys: { a: secret } },
      /`current` to be the id of a key/,
    ],
    ['the key for the current id', { current: secret, keys: { a: secret } }, /got another text\.$/],
    [
      'the key for an id',
      { current: 'a', keys: { a: secret, [secret]: 'a' } },
      /`keys` to have ids of 1 to 32 letters/,
    ],
    [
      'the key without padding for an id',
      { current: 'a', keys: { a: secret, [secret.slice(0, -1)]: 'a' } },
      /`keys` to have ids of 1 to 32 letters/,
    ],
    ...['', 'a.b', 'a b', 'ä', 'a\n', 'a'.repeat(33)].map((id): [string, object, RegExp] => [
      `the id ${JSON.stringify(id)}`,
      { current: id, keys: { [id]: secret } },
      /`keys` to have ids/,
    ]),
  ])('refuses %s at once, and quotes nothing', async (_what, options, message) => {
    const error = await errorOf(() => keyring(options as unknown as KeyringOptions));
    expect(error).toMatchObject({ code: 'INVALID_ARGUMENT', message: expect.stringMatching(message) });
    expect(inspect(error, { depth: 9, showHidden: true })).not.toContain(secret.slice(0, 20));
  });

  it.each([
    ['a passphrase', 'correct horse battery staple', 'other text'],
    // Without its spaces, it would be 32 bytes in base64.
    ['a passphrase of 43 letters', 'correct horse battery staple and some morewordsQ', 'other text'],
    ['16 bytes', randomBytes(16).toString('base64'), '16 bytes'],
    ['31 bytes', randomBytes(31).toString('base64'), '31 bytes'],
    ['33 bytes', randomBytes(33).toString('base64'), '33 bytes'],
    ['hexadecimal digits', randomBytes(32).toString('hex'), '48 bytes'],
    ['an empty text', '', '0 bytes'],
    ['undefined', undefined, 'undefined'],
    ['null', null, 'null'],
    ['bytes', randomBytes(32), 'an instance of Buffer'],
  ])('refuses %s when it is first used, as any of its keys, and quotes nothing', async (_what, key, got) => {
    for (const keys of [
      keyring({ current: 'a', keys: { a: key as string } }),
      keyring({ current: 'a', keys: { a: secret, b: key as string } }),
    ]) {
      const error = await errorOf(() => keys.seal(tokens, account));
      expect(error).toMatchObject({ code: 'INVALID_ARGUMENT' });
      expect(error.message).toMatch(
        /^Expected `keys\['[ab]'\]` to be 32 bytes in base64, as `openssl rand -base64 32` /,
      );
      expect(error.message).toMatch(new RegExp(` prints them, got ${got}\\.$`));
      if (typeof key === 'string' && key) expect(inspect(error)).not.toContain(key.slice(0, 8));
    }
  });

  it('takes a key with a line end, without padding, and in base64url', async () => {
    const raw = Buffer.alloc(32, 0xfb);
    const forms = [
      `${raw.toString('base64')}\n`,
      raw.toString('base64').slice(0, -1),
      raw.toString('base64url'),
    ];
    expect(new Set(forms).size).toBe(3);
    const sealed = await keyring({ current: 'a', keys: { a: raw.toString('base64') } }).seal(tokens, account);
    for (const form of forms)
      expect(await keyring({ current: 'a', keys: { a: form } }).open(sealed, account)).toEqual(tokens);
  });

  it('shows no key to whoever prints it, the options with it, or an adapter that has it', async () => {
    const keys = keyring({ current: 'a', keys: { a: secret } });
    await keys.seal(tokens, account);
    const pool = createPool('mysql://root@127.0.0.1:1');
    onTestFinished(() => pool.end());
    const options = { encryptOAuthTokens: keys };
    const adapter = MySqlAdapter(drizzle({ client: pool }), options);
    for (const value of [keys, options, adapter, { ...adapter }]) {
      const shown = inspect(value, { depth: 9, showHidden: true }) + JSON.stringify(value);
      expect(shown).not.toContain(secret.slice(0, 8));
      expect(shown).not.toContain(Buffer.from(secret, 'base64').toString('hex').slice(0, 8));
    }
  });

  it('is what the adapter takes, and not its options', async () => {
    const pool = createPool('mysql://root@127.0.0.1:1');
    onTestFinished(() => pool.end());
    for (const encryptOAuthTokens of [{ current: 'a', keys: { a: secret } }, null, secret, {}]) {
      const error = await errorOf(() =>
        MySqlAdapter(drizzle({ client: pool }), { encryptOAuthTokens: encryptOAuthTokens as never }),
      );
      expect(error.message).toMatch(/^Expected `encryptOAuthTokens` to be what keyring\(\) returned, got /);
      expect(error.message).not.toContain(secret.slice(0, 8));
    }
  });
});
