import { expect, it } from 'vitest';
import { describeAddress } from './describe-address.ts';
import { describeSignIn } from './describe-sign-in.ts';

describeSignIn('express', {
  more(running) {
    describeAddress(running, '/auth/signin/nodemailer');

    it('makes cookies Secure for a visitor who came to its proxy by https', async () => {
      const headers = { 'x-forwarded-proto': 'https' };
      const answer = await fetch(`${running().site}/auth/csrf`, { headers });
      expect(answer.headers.getSetCookie()).toContainEqual(expect.stringMatching(/^__Host-.*; Secure/));
    });

    it('answers a body that it cannot read without the paths of its files', async () => {
      const headers = { 'content-type': 'application/json' };
      const answer = await fetch(`${running().site}/auth/signout`, { method: 'POST', headers, body: '{' });
      expect(answer.status).toBe(400);
      expect(await answer.text()).not.toMatch(/node_modules|file:|\.ts/);
      // Express logs what it could not read, which is no error of the site's.
      running().newOutput();
    });
  },
});
