import { createHash } from 'node:crypto';
import type { Page } from 'playwright-core';
import { expect, it, onTestFinished } from 'vitest';
import { sessionCookieName } from '../../../cookies.ts';
import { entries, notice, openAccount, signedIn, signedOut, signInByMail, userId } from '../../visitor.ts';
import type { AccountVisits } from './account-visits.ts';

const FIREFOX = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:133.0) Gecko/20100101 Firefox/133.0';

/** What a visitor may claim to come from; on Cloudflare, the first cannot come from them. */
const ADDRESS = {
  'cf-connecting-ip': '203.0.113.7',
  'x-forwarded-for': '203.0.113.7',
  'x-real-ip': '203.0.113.7',
};

/** Tests where a person is signed in, and ending that. */
export function deviceTests({ visit, visitWithoutScripts, query, network, site }: AccountVisits): void {
  it('names the browser and its network, and which of them is this one', async () => {
    const [page, other] = [await visit(), await visit()];
    await sendAs(other, FIREFOX, ADDRESS);
    await signInByMail(other, 'named@example.com');
    await signInByMail(page, 'named@example.com');
    await openAccount(page);
    const devices = entries(page, 'devices');
    expect(await devices.count()).toBe(2);
    expect(await devices.first().textContent()).toMatch(/Chrome \d+ on .*this device/s);
    const firefox = await devices.nth(1).textContent();
    expect(firefox).toMatch(
      /Firefox 133 on Windows.*Signed in (just now|.* ago).*Last seen (just now|.* ago)/s,
    );
    expect(firefox).toContain(`Network ${network}`);
    expect(firefox).not.toContain('this device');
    expect(await devices.locator('time[datetime]').count()).toBe(3); // nobody was last seen on this device
  });

  it('shows what a made-up browser says as text, and not all of it', async () => {
    const page = await visit();
    await sendAs(page, `<script>document.title = 'run'</script>${'W'.repeat(600)}`);
    await signInByMail(page, 'made-up@example.com');
    await openAccount(page);
    await page.setViewportSize({ width: 360, height: 740 });
    const device = await entries(page, 'devices').textContent();
    expect(device).toContain('Unknown browser');
    expect(device).toContain("<script>document.title = 'run'</script>WWW");
    expect(device?.match(/W/g)?.length).toBeLessThan(80);
    expect(await page.title()).toContain('Your account');
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
  });

  it('signs out another browser, which finds itself signed out at its next request', async () => {
    const [page, other, third] = [await visit(), await visit(), await visit()];
    for (const one of [third, other, page]) await signInByMail(one, 'ender@example.com');
    await sendAs(other, FIREFOX);
    await other.getByRole('button', { name: 'Sign out', exact: true }).click();
    await signInByMail(other, 'ender@example.com');
    await openAccount(page);
    await page.getByRole('button', { name: 'Sign out Firefox 133 on Windows' }).click();
    expect(await notice(page)).toContain('That device is signed out');
    expect(await entries(page, 'devices').count()).toBe(2);
    await other.goto(`${site()}/account`);
    await signedOut(other);
    await third.goto(site());
    await signedIn(third);
  });

  it('signs out all others at once, without scripts, and says so once', async () => {
    const [page, ...others] = [await visitWithoutScripts(), await visit(), await visit()];
    for (const one of [page, ...others]) await signInByMail(one, 'alone@example.com');
    await openAccount(page);
    await page.getByRole('button', { name: 'Sign out all other devices' }).click();
    expect(await notice(page)).toContain('Every other device is signed out');
    expect(await entries(page, 'devices').count()).toBe(1);
    await page.reload();
    expect(await page.locator('.notice').count()).toBe(0);
    for (const other of others) {
      await other.goto(site());
      await signedOut(other);
    }
  });

  it("does nothing for the id of somebody else's session", async () => {
    const [page, other, theirs] = [await visit(), await visit(), await visit()];
    await signInByMail(theirs, 'victim@example.com');
    const [session] = await query(
      'select sessions.id from sessions join users on users.id = user_id where email = ?',
      ['victim@example.com'],
    );
    for (const one of [other, page]) await signInByMail(one, 'thief@example.com');
    await openAccount(page);
    const form = page.locator('form[action="/account/sign-out-device"]');
    await form
      .locator('input[name=id]')
      .evaluate((input, value) => Object.assign(input, { value }), String(session?.id));
    await form.getByRole('button').click();
    expect(await notice(page)).toContain('That device was already signed out');
    await theirs.goto(site());
    await signedIn(theirs);
    expect(await query('select id from sessions where id = ?', [session?.id])).toHaveLength(1);
  });

  it('sends no session token to any browser but in its cookie', async () => {
    const [page, other] = [await visit(), await visit()];
    for (const one of [other, page]) await signInByMail(one, 'private@example.com');
    const id = await userId(page, 'private@example.com');
    await openAccount(page);
    const tokens = await query('select session_token as token from sessions where user_id = ?', [id]);
    const mine = (await page.context().cookies()).find(({ name }) => name === sessionCookieName(site()));
    expect(tokens).toHaveLength(2);
    expect(tokens.map(({ token }) => token)).toContain(hashOf(mine?.value ?? ''));
    const paths = ['/', '/state', '/account', '/account/state', '/account/sign-in-again', '/auth/session'];
    for (const path of paths) {
      const answer = await page.request.get(site() + path);
      const text = await answer.text();
      expect([answer.status(), new URL(answer.url()).pathname]).toEqual([200, path]);
      for (const token of [mine?.value, ...tokens.map(({ token }) => token)]) {
        expect(text, path).not.toContain(token);
      }
    }
  });

  it('shows how many statements the page takes, and signing out a device', async () => {
    const [page, other] = [await visit(), await visit()];
    for (const one of [other, page]) await signInByMail(one, 'counted@example.com');
    await openAccount(page);
    const request = (name: string) => page.locator('.request', { hasText: name }).first();
    expect(await request('GET /account').textContent()).toContain('5 statements');
    await page.locator('form[action="/account/sign-out-device"]').getByRole('button').click();
    expect(await notice(page)).toContain('That device is signed out');
    expect(await request('POST /account/sign-out-device').textContent()).toContain('2 statements');
  });
}

/** Makes a page say that it is another browser, until the test ends. */
async function sendAs(page: Page, userAgent: string, headers: Record<string, string> = {}): Promise<void> {
  await page.setExtraHTTPHeaders({ 'user-agent': userAgent, ...headers });
  onTestFinished(() => page.setExtraHTTPHeaders({}));
}

/** Returns what the table holds in place of a session token. */
const hashOf = (token: string) => `sha256$${createHash('sha256').update(token).digest('base64url')}`;
