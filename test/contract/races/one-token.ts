import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { sessions, users, verificationTokens } from '../../../src/schema/index.ts';
import type { OpenBackend } from '../../backends/backend.ts';
import { configureAuth } from '../../support/auth/auth-config.ts';
import { byLink, followLink } from '../../support/auth/providers.ts';
import { newVisitor, signedInAs } from '../../support/auth/visitor.ts';
import { inAnHour, unique, uniqueEmail } from '../../support/rows/samples.ts';
import { atOnce, times } from './crowd.ts';

export function tokenRaces(backend: () => OpenBackend): void {
  const newToken = () => ({ identifier: uniqueEmail(), token: unique('token'), expires: inAnHour() });
  const rowsOf = (token: string) =>
    backend().db.$count(verificationTokens, eq(verificationTokens.token, token));

  it.each([
    ['all name the address', () => true],
    ['none names the address', () => false],
    ['half of them name the address', (index: number) => index % 2 === 0],
  ])('lets one of 50 requests redeem a token when %s', async (_case, namesAddress) => {
    const adapter = backend().adapter();
    const token = newToken();
    await adapter.createVerificationToken(token);
    const calls = times(50, (index) => () => {
      const identifier = namesAddress(index) ? token.identifier : undefined;
      return adapter.useVerificationToken({ identifier, token: token.token });
    });
    const { results, codes } = await atOnce(backend(), calls);
    expect(codes).toEqual([]);
    expect(results.filter((result) => result !== null)).toEqual([token]);
    expect(await rowsOf(token.token)).toBe(0);
  });

  it('signs one of two visitors in who follow one link at once', async () => {
    const links = new Map<string, string>();
    const config = configureAuth(backend().adapter(), [byLink(links)]);
    for (const email of times(5, uniqueEmail)) {
      await newVisitor(config).post('/auth/signin/email', { email });
      const visitors = [newVisitor(config), newVisitor(config)];
      const answers = await Promise.all(visitors.map((visitor) => followLink(visitor, links, email)));
      const refusals = answers.filter((each) => each.headers.get('location')?.includes('error=Verification'));
      expect(refusals).toHaveLength(1);
      const seen = await Promise.all(visitors.map(signedInAs));
      expect(seen.filter(Boolean)).toEqual([email]);
      const signedIn = await backend()
        .db.select({ token: sessions.sessionToken })
        .from(sessions)
        .innerJoin(users, eq(users.id, sessions.userId))
        .where(eq(users.email, email));
      expect(signedIn).toHaveLength(1);
    }
  });
}
