import { createServer } from 'node:http';
import { expect, it, onTestFinished } from 'vitest';
import { close, listen } from '../../../../../dev/command/listen.ts';
import { notice, openAccount, signInByMail, userId } from '../../visitor.ts';
import type { AccountVisits } from './account-visits.ts';

/** Tests that only the site's own forms count. */
export function forgedFormTests({ visit, query, site }: AccountVisits): void {
  const sessionsOf = (id: string) => query('select id from sessions where user_id = ?', [id]);

  it('refuses the form of another site, although the browser sends its cookies with it', async () => {
    const [page, other] = [await visit(), await visit()];
    for (const one of [other, page]) await signInByMail(one, 'lured@example.com');
    const id = await userId(page, 'lured@example.com');
    // Another port of localhost is the same site to SameSite cookies.
    const lure = createServer((_, response) => {
      const form = `<form method="post" action="${site()}/account/delete"><button>Win a prize</button></form>`;
      response.setHeader('content-type', 'text/html').end(form);
    });
    onTestFinished(() => close(lure));
    await page.goto(`http://localhost:${await listen(lure, 0)}`);
    const [answer] = await Promise.all([
      page.waitForResponse('**/account/delete'),
      page.getByRole('button', { name: 'Win a prize' }).click(),
    ]);
    expect((await answer.request().allHeaders()).cookie).toContain('session-token');
    expect(answer.status()).toBe(403);
    expect(await sessionsOf(id)).toHaveLength(2);
  });

  it('does nothing for a form without its token, or with that of another browser', async () => {
    const [page, other] = [await visit(), await visit()];
    for (const one of [other, page]) await signInByMail(one, 'tokens@example.com');
    const id = await userId(page, 'tokens@example.com');
    await openAccount(other);
    const token = (one: typeof page) =>
      one.locator('form[action="/account/sign-out-others"] input[name=csrfToken]');
    const foreign = await token(other).inputValue();
    for (const value of ['', foreign]) {
      await page.goto(`${site()}/account`);
      await page.route('**/account/state', (route) => route.abort());
      await token(page).evaluate((input, given) => Object.assign(input, { value: given }), value);
      await page.getByRole('button', { name: 'Sign out all other devices' }).click();
      expect(await notice(page)).toContain('This form was out of date, so nothing was done');
      expect(await sessionsOf(id)).toHaveLength(2);
    }
    await page.unroute('**/account/state');
    await page.getByRole('button', { name: 'Sign out all other devices' }).click();
    expect(await notice(page)).toContain('Every other device is signed out');
    expect(await sessionsOf(id)).toHaveLength(1);
  });
}
