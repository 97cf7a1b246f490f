import { inspect } from 'node:util';
import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { MySqlAdapterError } from '../../../src/index.ts';
import { verificationTokens } from '../../../src/schema/index.ts';
import { unique, uniqueEmail } from '../../support/rows/samples.ts';
import type { Site } from './open-site.ts';

export function secretsSuite(site: () => Site): void {
  it('is a hash, from which no token is made and which opens nothing itself', async () => {
    const { create, use } = site().tokens();
    const email = uniqueEmail();
    const token = await create(email);
    const [row] = await site().rowsOf(`password-reset:${email}`);
    const stored = row?.token ?? '';
    expect(token).toMatch(/^[\w-]{43}$/);
    expect(stored).toMatch(/^[\da-f]{12}\.[\da-f]{64}$/);
    expect(JSON.stringify(row)).not.toContain(token.slice(8));
    const hash = stored.slice(13);
    for (const text of [
      stored,
      hash,
      stored.slice(0, 43),
      hash.slice(0, 43),
      token.slice(0, 8) + hash.slice(0, 35),
    ])
      for (const identifier of [email, `password-reset:${email}`])
        expect(await use(identifier, text)).toBe(false);
    expect(await use(email, token)).toBe(true);
  });

  it('is bound to the identifier: a row that is moved to another one opens nothing', async () => {
    const { create, use } = site().tokens();
    const [email, other] = [uniqueEmail(), uniqueEmail()];
    const token = await create(email);
    const [row] = await site().rowsOf(`password-reset:${email}`);
    const { db } = site().open;
    await db.delete(verificationTokens).where(eq(verificationTokens.identifier, `password-reset:${email}`));
    const bookkeeping = { createdAt: new Date(), updatedAt: new Date() };
    const moved = { ...(row as NonNullable<typeof row>), identifier: `password-reset:${other}` };
    await db.insert(verificationTokens).values({ ...moved, ...bookkeeping });
    expect([await use(other, token), await use(email, token)]).toEqual([false, false]);
    expect(await site().rowsOf(`password-reset:${other}`)).toHaveLength(1);
  });

  it('is another text for each token, and for one that is made in the same millisecond', async () => {
    const { create } = site().tokens({ latestOnly: false }, { now: () => new Date(2_000_000_000_000) });
    const email = uniqueEmail();
    const tokens = [await create(email), await create(email), await create(email)];
    const rows = await site().rowsOf(`password-reset:${email}`);
    expect(new Set([...tokens, ...rows.map(({ token }) => token)]).size).toBe(6);
  });

  it.each([
    ['insert into', 'create'],
    ['select .* from', 'create'],
    ['delete from', 'create'],
    ['select .* from', 'use'],
    ['delete from', 'use'],
  ] as const)(
    'is neither identifier nor token where the database refuses a statement and quotes them: %s, to %s',
    async (start, call) => {
      const warnings: string[] = [];
      const logger = { warn: (message: string) => void warnings.push(message) };
      const tokens = site().tokens({}, { logger });
      const email = uniqueEmail();
      const token = await tokens.create(email);
      const [{ token: stored = '' } = {}] = await site().rowsOf(`password-reset:${email}`);
      const message = `no: ${email} ${token} ${stored}`;
      site().open.refuse(new RegExp(`^${start} \`verification_tokens\``), { errno: 1317, message });
      const error = await tokens[call](email, token).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(MySqlAdapterError);
      expectNoneOf([email, token, stored], [error, ...warnings]);
    },
  );

  it('is neither in an error about an identifier', async () => {
    const { create } = site().tokens();
    const secret = unique('secret');
    const errors: unknown[] = [];
    for (const identifier of [`${secret}\0`, secret.padEnd(300, '-'), `${secret}\ud83d`])
      errors.push(await create(identifier).catch((error: unknown) => error));
    expect(errors.every((error) => error instanceof MySqlAdapterError)).toBe(true);
    expectNoneOf([secret], errors);
  });
}

/** Expects errors and warnings to hold none of some texts, in any way that a logger prints them. */
function expectNoneOf(secrets: readonly string[], said: readonly unknown[]): void {
  for (const each of said) {
    const text = [String(each), JSON.stringify(each), inspect(each, { depth: 9, showHidden: true })].join(
      '\n',
    );
    for (const secret of secrets) expect(text).not.toContain(secret);
  }
}
