import { expect, it } from 'vitest';
import { inAnHour, unique, uniqueEmail } from '../../support/rows/samples.ts';
import { newCode, type Site } from './open-site.ts';

/** Whose code it is. */
export function whoseSuite(site: () => Site): void {
  it('lets each of two people with the same code redeem their own alone', async () => {
    const adapter = site().adapter();
    const token = unique('123456');
    const [ada, grace] = [newCode({ token }), newCode({ token })];
    for (const code of [ada, grace]) await adapter.createVerificationToken(code);
    // Nor does the table tell that it is the same.
    const rows = [...(await site().rowsOf(ada.identifier)), ...(await site().rowsOf(grace.identifier))];
    expect(new Set(rows.map(({ code }) => code)).size).toBe(2);
    expect(await adapter.useVerificationToken({ ...ada, identifier: uniqueEmail() })).toBeNull();
    expect(await adapter.useVerificationToken(ada)).toEqual(ada);
    expect(await adapter.useVerificationToken(ada)).toBeNull();
    expect(await adapter.useVerificationToken(grace)).toEqual(grace);
  });

  it('takes no code of another address, and counts it for the address that was named', async () => {
    const adapter = site().adapter();
    const [ada, grace] = [newCode(), newCode()];
    for (const code of [ada, grace]) await adapter.createVerificationToken(code);
    expect(await adapter.useVerificationToken({ identifier: grace.identifier, token: ada.token })).toBeNull();
    expect(await site().rowsOf(ada.identifier)).toMatchObject([{ attempts: 0 }]);
    expect(await site().rowsOf(grace.identifier)).toMatchObject([{ attempts: 1 }]);
    expect(await adapter.useVerificationToken(ada)).toEqual(ada);
    expect(await adapter.useVerificationToken(grace)).toEqual(grace);
  });

  it('keeps a row of its own for each address that only looks like another', async () => {
    const adapter = site().adapter();
    const local = unique('adé').toLowerCase();
    const addresses = [
      `${local}@example.com`,
      `${local.toUpperCase()}@example.com`,
      `${local.replace('é', 'e')}@example.com`,
      `${local.replace('é', 'e\u0301')}@example.com`,
      `${local}@example.com `,
      ` ${local}@example.com`,
    ];
    const codes = addresses.map((identifier) => newCode({ identifier }));
    for (const code of codes) await adapter.createVerificationToken(code);
    for (const code of codes) expect(await site().rowsOf(code.identifier)).toHaveLength(1);
    for (const { token } of codes)
      for (const { identifier, token: own } of codes)
        if (token !== own) expect(await adapter.useVerificationToken({ identifier, token })).toBeNull();
    // Each was guessed as often as a code allows, and a new code of one of them is none of the others.
    for (const code of codes) expect(await adapter.useVerificationToken(code)).toBeNull();
    const [first, ...others] = codes.map(({ identifier }) => newCode({ identifier }));
    if (first) await adapter.createVerificationToken(first);
    for (const code of others) expect(await adapter.useVerificationToken(code)).toBeNull();
    expect(await adapter.useVerificationToken(first as never)).toEqual(first);
  });

  it('takes no code whose letters only look like those that were sent', async () => {
    const adapter = site().adapter();
    const code = newCode({ token: unique('é') });
    await adapter.createVerificationToken(code);
    for (const token of [
      code.token.toUpperCase(),
      `${code.token} `,
      code.token.replace('é', 'e'),
      code.token.replace('é', 'e\u0301'),
    ])
      expect(await adapter.useVerificationToken({ ...code, token })).toBeNull();
    expect(await adapter.useVerificationToken(code)).toEqual(code);
  });

  it('redeems no code without an address, and asks nothing', async () => {
    const adapter = site().adapter();
    const code = newCode();
    await adapter.createVerificationToken(code);
    const sent = await site().open.statementsOf(async () => {
      expect(await adapter.useVerificationToken({ token: code.token } as never)).toBeNull();
      for (const identifier of [undefined, ''])
        expect(await adapter.useVerificationToken({ identifier, token: code.token })).toBeNull();
    });
    expect(sent).toEqual([]);
    expect(await adapter.useVerificationToken(code)).toEqual(code);
  });

  const long = 'x'.repeat(256);

  it.each([
    ['an address with a NUL', { identifier: 'a\0@example.com' }],
    ['an address with half of a letter', { identifier: 'a\ud800@example.com' }],
    ['an address that is too long', { identifier: `${long}@example.com` }],
    ['an empty code', { token: '' }],
    ['a code with a NUL', { token: 'x\0' }],
    ['a code with half of a letter', { token: 'x\ud800' }],
    ['a code that is too long', { token: long }],
  ])('finds nothing by %s, creates none, and asks nothing', async (_what, values) => {
    const adapter = site().adapter();
    const code = newCode(values);
    const sent = await site().open.statementsOf(async () => {
      expect(await adapter.useVerificationToken(code)).toBeNull();
      await expect(adapter.createVerificationToken(code)).rejects.toMatchObject({
        code: expect.stringMatching(/^(INVALID_ARGUMENT|VALUE_TOO_LONG)$/),
      });
    });
    expect(sent).toEqual([]);
  });

  it('refuses codes and addresses that are not strings, such as the array of next-auth 4, before anything is sent', async () => {
    const adapter = site().adapter();
    const sent = await site().open.statementsOf(async () => {
      for (const value of [null, 0, {}, ['ada@example.com']] as never[]) {
        const refused = { code: 'INVALID_ARGUMENT' };
        for (const property of ['identifier', 'token']) {
          const code = newCode({ [property]: value });
          await expect(adapter.useVerificationToken(code)).rejects.toMatchObject(refused);
          await expect(adapter.createVerificationToken(code)).rejects.toMatchObject(refused);
        }
        if (Array.isArray(value)) continue;
        await expect(adapter.createVerificationToken(newCode({ expires: value }))).rejects.toMatchObject({
          code: expect.stringMatching(/^(INVALID_ARGUMENT|VALUE_TOO_LONG)$/),
        });
      }
      for (const value of [undefined, null, 'x', []] as never[]) {
        await expect(adapter.useVerificationToken(value)).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
        await expect(adapter.createVerificationToken(value)).rejects.toMatchObject({
          code: 'INVALID_ARGUMENT',
        });
      }
    });
    expect(sent).toEqual([]);
  });

  it('stores neither a code nor what Auth.js has made of it', async () => {
    const code = newCode({ expires: inAnHour() });
    await site().adapter().createVerificationToken(code);
    const [row] = await site().rowsOf(code.identifier);
    expect(JSON.stringify(row)).not.toContain(code.token);
    expect(row).toMatchObject({
      token: expect.stringMatching(/^codes:[0-9a-f]{64}$/),
      code: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });
}
