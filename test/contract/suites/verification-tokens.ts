import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { verificationTokens } from '../../../src/schema/index.ts';
import type { OpenBackend } from '../../backends/backend.ts';
import { anHourAgo, inAnHour, unique, uniqueEmail } from '../../support/rows/samples.ts';

export function verificationTokensContract(backend: () => OpenBackend): void {
  const newToken = (expires = inAnHour()) => ({ identifier: uniqueEmail(), token: unique('token'), expires });

  it('creates a token and redeems it once', async () => {
    const adapter = backend().adapter();
    const token = newToken();
    expect(await adapter.createVerificationToken(token)).toEqual(token);
    expect(await adapter.useVerificationToken(token)).toEqual(token);
    expect(await adapter.useVerificationToken(token)).toBeNull();
  });

  it('redeems a token once when many requests bring it at the same time', async () => {
    const adapter = backend().adapter();
    const token = newToken();
    await adapter.createVerificationToken(token);
    const results = await Promise.all(Array.from({ length: 20 }, () => adapter.useVerificationToken(token)));
    expect(results.filter((result) => result !== null)).toEqual([token]);
  });

  it('returns an expired token too, and deletes it: Auth.js judges the date', async () => {
    const adapter = backend().adapter();
    const token = newToken(anHourAgo());
    await adapter.createVerificationToken(token);
    expect(await adapter.useVerificationToken(token)).toEqual(token);
    expect(await adapter.useVerificationToken(token)).toBeNull();
  });

  it('keeps a token that is asked for with another address or in another case', async () => {
    const adapter = backend().adapter();
    const token = newToken();
    await adapter.createVerificationToken(token);
    for (const wrong of [
      { ...token, identifier: uniqueEmail() },
      { ...token, identifier: token.identifier.toUpperCase() },
      { ...token, token: token.token.toUpperCase() },
      { ...token, token: unique('token') },
    ]) {
      expect(await adapter.useVerificationToken(wrong)).toBeNull();
    }
    expect(await adapter.useVerificationToken(token)).toEqual(token);
  });

  it('redeems a link without an address by its token alone', async () => {
    const adapter = backend().adapter();
    const token = newToken();
    await adapter.createVerificationToken(token);
    expect(await adapter.useVerificationToken({ identifier: undefined, token: token.token })).toEqual(token);
  });

  it('refuses a token that exists', async () => {
    const adapter = backend().adapter();
    const token = newToken();
    await adapter.createVerificationToken(token);
    const again = adapter.createVerificationToken({ ...token, identifier: uniqueEmail() });
    await expect(again).rejects.toMatchObject({ code: 'DUPLICATE', table: 'verification_tokens' });
    const { db } = backend();
    expect(
      await db.select().from(verificationTokens).where(eq(verificationTokens.token, token.token)),
    ).toHaveLength(1);
  });

  it('refuses tokens and addresses that are not strings before anything is sent', async () => {
    const adapter = backend().adapter();
    const statements = await backend().statementsOf(async () => {
      for (const value of [null, 0, {}, ['x']] as never[]) {
        const refused = { code: 'INVALID_ARGUMENT' };
        await expect(adapter.useVerificationToken({ ...newToken(), token: value })).rejects.toMatchObject(
          refused,
        );
        await expect(
          adapter.useVerificationToken({ ...newToken(), identifier: value }),
        ).rejects.toMatchObject(refused);
        await expect(adapter.createVerificationToken({ ...newToken(), token: value })).rejects.toMatchObject(
          refused,
        );
      }
    });
    expect(statements).toEqual([]);
  });
}
