import { expect, it } from 'vitest';
import { query } from '../support/databases/query.ts';
import { askWithHeaders } from './ask-with-headers.ts';
import { describeSignIn } from './describe-sign-in.ts';
import { offline } from './offline.ts';

describeSignIn(
  'hono-workers',
  async () => ({ env: offline }),
  'hono-workers',
  (running) => {
    it('sends links to its own address, whatever a header says', async () => {
      const forged = { 'x-forwarded-host': 'mallory.example', 'x-forwarded-proto': 'https' };
      const link = await askWithHeaders(running(), '/auth/signin/resend', forged);
      expect(new URL(link).origin).toBe(running().site);
    });

    it('renews the cookie together with the session', async () => {
      const { site, databaseUrl } = running();
      const link = await askWithHeaders(running(), '/auth/signin/resend', {});
      const signedIn = await fetch(link, { redirect: 'manual' });
      const cookie = signedIn.headers.getSetCookie().map((line) => line.split(';')[0]);
      await query(databaseUrl, 'update sessions set expires = expires - interval 20 day');
      const answer = await fetch(site, { headers: { cookie: cookie.join('; ') } });
      const [renewed = ''] = answer.headers.getSetCookie();
      const [row] = await query(
        databaseUrl,
        'select max(expires) > utc_timestamp() + interval 29 day as isLong from sessions',
      );
      expect(row).toEqual({ isLong: 1 });
      const [, expires = ''] = /Expires=([^;]+)/.exec(renewed) ?? [];
      expect(Date.parse(expires)).toBeGreaterThan(Date.now() + 29 * 86_400_000);
    });
  },
);
