import { expect, it } from 'vitest';
import { uniqueEmail } from '../../support/rows/samples.ts';
import type { Site } from './open-site.ts';

/** What a request may send for text. */
const notText: unknown[] = [undefined, null, 0, true, {}, ['x'], new URLSearchParams(), Symbol('x')];

export function argumentsSuite(site: () => Site): void {
  it('is false for a token of any other form, without a statement', async () => {
    const { create, use } = site().tokens();
    const email = uniqueEmail();
    const token = await create(email);
    const wrong = [
      ...notText,
      [token],
      { toString: () => token },
      ...[
        '',
        ' ',
        '\0',
        token.slice(1),
        `${token}x`,
        `${token}\n`,
        ` ${token}`,
        `${token.slice(0, -1)}\ud83d`,
      ],
      ...[token.slice(0, -1).concat('Z'), 'x'.repeat(10_000_000), `\0${token.slice(1)}`],
    ];
    const sent = await site().open.statementsOf(async () => {
      for (const each of wrong) expect(await use(email, each as string)).toBe(false);
    });
    expect(sent).toEqual([]);
    expect(await use(email, token)).toBe(true);
  });

  it('is false for an identifier that no row can have, without a statement', async () => {
    const { create, use } = site().tokens();
    const email = uniqueEmail();
    const token = await create(email);
    const tooLong = ['x'.repeat(256 - 'password-reset:'.length), 'x'.repeat(10_000_000)];
    const wrong = [...notText, [email], '', `${email}\0`, `\ud83d${email}`, `${email}\udc00`, ...tooLong];
    const sent = await site().open.statementsOf(async () => {
      for (const each of wrong) expect(await use(each as string, token)).toBe(false);
    });
    expect(sent).toEqual([]);
    expect(await use(email, token)).toBe(true);
  });

  it('is false with one statement for a token that never was', async () => {
    const { create, use } = site().tokens();
    const email = uniqueEmail();
    const token = await create(email);
    // Another moment, other random bits.
    const others = [`B${token.slice(1)}`, ...['A', '0'].map((last) => token.slice(0, -1) + last)];
    const sent = await site().open.statementsOf(async () => {
      for (const other of others.filter((each) => each !== token))
        expect(await use(email, other)).toBe(false);
    });
    expect(sent.length).toBe(others.filter((each) => each !== token).length);
    expect(await use(email, token)).toBe(true);
  });

  it('is no identifier to make a token for, and nothing is sent', async () => {
    const { create } = site().tokens();
    const sent = await site().open.statementsOf(async () => {
      for (const each of [...notText, '', 'a\0b', '\ud83d', 'x\udc00'])
        await expect(create(each as string)).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    });
    expect(sent).toEqual([]);
  });

  it('is an identifier that is too long with its purpose: the error has the limit and the length', async () => {
    const { create } = site().tokens();
    await create('x'.repeat(255 - 'password-reset:'.length));
    const sent = await site().open.statementsOf(() =>
      expect(create('x'.repeat(256 - 'password-reset:'.length))).rejects.toMatchObject({
        code: 'VALUE_TOO_LONG',
        table: 'verification_tokens',
        column: 'identifier',
        message: expect.stringMatching(/255.*256/),
      }),
    );
    expect(sent).toEqual([]);
  });
}
