import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { askForLink, rows, signInAtDemoId, signInByMail } from '../visitor.ts';

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

  it('shows the statements of a sign-in, and no secret of it', async () => {
    const page = await visit();
    await signInByMail(page, 'secret@example.com');
    const shown = (await page.locator('#statements').textContent())?.replace(/\s+/g, ' ');
    expect(shown).toContain('A sign-in link is opened');
    expect(shown).toMatch(/insert into sessions .+? [\d.]+ ms/);
    const cookies = await page.context().cookies();
    const token = cookies.find(({ name }) => name.endsWith('session-token'))?.value ?? '';
    const state = await (await page.request.get(`${page.url()}state`)).text();
    expect(token).toHaveLength(36);
    expect(state).toContain(token.slice(0, 8));
    expect(state).not.toContain(token);
    expect(await (await page.request.get(`${page.url()}auth/session`)).text()).not.toContain(token);
  });

  it('leaves alone what one types while the page changes', async () => {
    const [page, other] = [await visit(), await visit()];
    await page.getByLabel('E-mail address').pressSequentially('half-typ');
    await askForLink(other, 'somebody@example.com');
    await page.locator('.letter', { hasText: 'somebody@example.com' }).waitFor();
    await page.keyboard.type('ed');
    expect(await page.getByLabel('E-mail address').inputValue()).toBe('half-typed');
  });

  it('fits on a phone', async () => {
    const page = await visit();
    await page.setViewportSize({ width: 360, height: 740 });
    await signInAtDemoId(page, { name: 'Long '.repeat(15), email: `${'long'.repeat(12)}@example.com` });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
  });
}
