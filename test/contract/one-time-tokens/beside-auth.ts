import type { EmailConfig } from '@auth/core/providers';
import { expect, it } from 'vitest';
import type { MySqlAdapterOptions } from '../../../src/index.ts';
import { newToken } from '../../../src/one-time-tokens/token-text.ts';
import { configureAuth } from '../../support/auth/auth-config.ts';
import { byLink, followLink } from '../../support/auth/providers.ts';
import { newVisitor, signedInAs } from '../../support/auth/visitor.ts';
import { uniqueEmail } from '../../support/rows/samples.ts';
import type { Site } from './open-site.ts';

/** Makes the suite of a site whose people sign in by link, or by code. */
export const besideAuthSuite =
  (options: Pick<MySqlAdapterOptions, 'emailCodes'>) =>
  (site: () => Site): void => {
    /** Opens a site with sign-in by e-mail, whose tokens have the form of those under test. */
    function open() {
      const links = new Map<string, string>();
      const errors: Error[] = [];
      const provider: EmailConfig = {
        ...byLink(links),
        generateVerificationToken: () => newToken(Date.now()),
      };
      const config = configureAuth(site().adapter(options), [provider], errors);
      const linkOf = (email: string) => new URL(links.get(email) ?? '').searchParams.get('token') ?? '';
      return { config, links, linkOf, resets: site().tokens({}, options) };
    }
    it('sign nobody in, whatever of them is brought to Auth.js', async () => {
      const { config, resets } = open();
      const email = uniqueEmail();
      const token = await resets.create(email);
      const [row] = await site().rowsOf(`password-reset:${email}`);
      const stored = row?.token ?? '';
      const texts = [token, stored, stored.slice(13), stored.toUpperCase(), token.slice(8)];
      const identifiers = [email, `password-reset:${email}`, `PASSWORD-RESET:${email}`, undefined, ''];
      for (const text of texts)
        for (const identifier of identifiers) {
          const visitor = newVisitor(config);
          const query = new URLSearchParams({
            token: text,
            ...(identifier !== undefined && { email: identifier }),
          });
          const answer = await visitor.get(`/auth/callback/email?${query}`);
          // On several shards, a token without an address is one error more.
          expect(answer.headers.get('location')).toMatch(/error=(Verification|Configuration)/);
          expect(await signedInAs(visitor)).toBeUndefined();
        }
      expect(await resets.use(email, token)).toBe(true);
    });

    it('are not among those by which Auth.js signs in', async () => {
      const { config, links, linkOf, resets } = open();
      const email = uniqueEmail();
      const strange = `password-reset:${email}`;
      const visitors = [newVisitor(config), newVisitor(config)];
      for (const [index, address] of [email, strange].entries())
        await visitors[index]?.post('/auth/signin/email', { email: address });
      const rows = [...(await site().rowsOf(email)), ...(await site().rowsOf(strange))];
      expect(rows).toHaveLength(2);
      const texts = [linkOf(email), linkOf(strange), ...rows.map(({ token }) => token)];
      for (const text of texts)
        for (const identifier of [email, strange]) expect(await resets.use(identifier, text)).toBe(false);

      // Neither is in the way of the other.
      const token = await resets.create(email);
      expect(await resets.use(email, token)).toBe(true);
      for (const [index, address] of [email, strange].entries()) {
        const visitor = visitors[index] ?? newVisitor(config);
        await followLink(visitor, links, address);
        expect(await signedInAs(visitor)).toBe(address);
      }
    });

    it('stay good when somebody asks Auth.js for a mail to an address like their row', async () => {
      const { config, resets } = open();
      const email = uniqueEmail();
      const token = await resets.create(email);
      for (const address of [`password-reset:${email}`, email])
        await newVisitor(config).post('/auth/signin/email', { email: address });
      expect(await resets.use(email, token)).toBe(true);
    });
  };
