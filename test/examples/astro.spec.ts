import { writeFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { describeAddress } from './describe-address.ts';
import { describeRenewal, describeSessions, renewalOf } from './describe-sessions.ts';
import { describeSignIn } from './describe-sign-in.ts';
import { overPlanetScale } from './over-planetscale.ts';
import { signInAt } from './sign-in-at.ts';

describeSignIn('astro', {
  start: async () => ({ change: addPages }),
  more(running) {
    describeAddress(running, '/auth/signin/nodemailer');
    describeSessions(running);
    describeRenewal(running);

    it('renews the cookie with a redirect, whose headers cannot be changed', async () => {
      const { headers } = await signInAt(running());
      const answer = await fetch(`${running().site}/moved`, { headers, redirect: 'manual' });
      expect(answer.status).toBe(302);
      expect(renewalOf(answer)).toBeGreaterThan(Date.now() + 29 * 86_400_000);
    });

    it('gives strangers pages without cookies', async () => {
      expect((await fetch(running().site)).headers.getSetCookie()).toEqual([]);
    });

    it('believes a proxy about its address only if it was given that name', async () => {
      const callbackFor = async (host: string) => {
        const headers = { 'x-forwarded-host': host, 'x-forwarded-proto': 'https' };
        const providers = await (await fetch(`${running().site}/auth/providers`, { headers })).json();
        return new URL(providers.oidc.callbackUrl).hostname;
      };
      expect(await callbackFor('example.com')).toBe('example.com');
      expect(await callbackFor('mallory.example')).toBe('localhost');
    });
  },
});

describeSignIn('astro', {
  title: 'astro over PlanetScale’s driver',
  start: async () => ({ change: overPlanetScale }),
});

/** Adds a page that is made in the build, and a redirect. */
async function addPages(folder: URL): Promise<void> {
  const pages = new URL('src/pages/', folder);
  const about =
    '---\nexport const prerender = true;\n---\n<p>For {JSON.stringify(Astro.locals.session)}</p>\n';
  await writeFile(new URL('about.astro', pages), about);
  const moved = "export const GET = () => Response.redirect('https://example.com/');\n";
  await writeFile(new URL('moved.ts', pages), moved);
}
