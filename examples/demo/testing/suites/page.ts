import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { askForCode, entries, openAccount, rows, signInAtDemoId, signInByMail, userId } from '../visitor.ts';

/** Tests what the page shows. `visit` opens the site in a browser profile of its own. */
export function pageTests(visit: () => Promise<Page>): void {
  it('shows markup in a name as text', async () => {
    const name = "<script>document.title = 'run'</script>";
    const page = await visit();
    await signInAtDemoId(page, { name, email: 'markup@example.com' });
    expect(await page.locator('#person .name').textContent()).toBe(name);
    expect(await rows(page, 'users', name).count()).toBe(1);
    expect(await page.locator('main script').count()).toBe(0);
    expect(await page.title()).toBe('authjs-drizzle-mysql demo');
  });

  it('shows the statements of a sign-in, without its secrets', async () => {
    const page = await visit();
    await signInByMail(page, 'secret@example.com');
    const shown = (await page.locator('#statements').textContent())?.replace(/\s+/g, ' ');
    expect(shown).toContain('A code is typed');
    expect(shown).toMatch(/insert into sessions .+? [\d.]+ ms/);
    const cookies = await page.context().cookies();
    const token = cookies.find(({ name }) => name.endsWith('session-token'))?.value ?? '';
    const state = await (await page.request.get(`${page.url()}state`)).text();
    expect(token).toHaveLength(36);
    expect(state).toContain('sha256$');
    expect(state).not.toContain(token.slice(0, 8));
    expect(await (await page.request.get(`${page.url()}auth/session`)).text()).not.toContain(token);
  });

  it('marks only the rows of the person who is signed in', async () => {
    const [page, other] = [await visit(), await visit()];
    await signInAtDemoId(other, { name: 'Somebody else', email: 'others@example.com' });
    await signInAtDemoId(page, { name: 'Me', email: 'mine@example.com' });
    const id = await userId(page, 'mine@example.com');
    const marked = await page.locator('#tables tr.mine').allTextContents();
    expect(marked).toHaveLength(3); // a user, an account, a session
    expect(await page.locator('#tables tbody tr', { hasText: id }).allTextContents()).toEqual(marked);
  });

  it('keeps opened parts open and the focus in place while the page changes around them', async () => {
    const [page, other] = [await visit(), await visit()];
    await signInByMail(page, 'opener@example.com');
    await openAccount(page);
    await page.getByText('Delete my account', { exact: true }).click();
    await page.locator('#rows-sessions').focus();

    await signInByMail(other, 'opener@example.com');
    await expect.poll(() => entries(page, 'devices').count()).toBe(2);
    expect(await page.getByRole('button', { name: 'Yes, delete my account' }).isVisible()).toBe(true);
    await rows(page, 'sessions', await userId(page, 'opener@example.com'))
      .nth(1)
      .waitFor();
    expect(await page.evaluate('document.activeElement.id')).toBe('rows-sessions');
  });

  it('reloads once when the cookie behind its forms is gone, so that they work again', async () => {
    const page = await visit();
    let loads = 0;
    page.on('load', () => {
      loads += 1;
    });
    await page.context().clearCookies();
    await page.waitForEvent('load');
    await askForCode(page, 'again@example.com').then((mail) => mail.waitFor());
    expect(loads).toBe(2); // the reloaded page, then the one after the form
  });

  it('does not reload forever where cookies are refused', async () => {
    const page = await visit();
    await page.route('**/', async (route) => {
      const response = await route.fetch();
      const { 'set-cookie': _, ...headers } = response.headers();
      await route.fulfill({ response, headers });
    });
    await page.context().clearCookies();
    await page.getByText('need cookies').waitFor();
    await page.unroute('**/');
  });

  it('fits on a phone', async () => {
    const page = await visit();
    await page.setViewportSize({ width: 360, height: 740 });
    await signInAtDemoId(page, { name: 'Long '.repeat(15), email: `${'long'.repeat(12)}@example.com` });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
  });
}
