import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import {
  askForResetLink,
  choosePassword,
  notice,
  openAccount,
  savePassword,
  signedIn,
  signedOut,
  signInAtDemoId,
  signInByMail,
  signInByPassword,
  userId,
} from '../../visitor.ts';
import type { AccountVisits } from './account-visits.ts';

const OLD = 'correct horse battery staple';
const NEW = 'battery staple correct horse';

/** Tests passwords: setting one, signing in with it, and a new one by mail. */
export function passwordTests({ visit, query, site }: AccountVisits): void {
  const sessionsOf = (id: string) => query('select user_agent from sessions where user_id = ?', [id]);
  const hashOf = async (id: string) => {
    const [user] = await query('select password_hash as hash from users where id = ?', [id]);
    return user?.hash;
  };

  it('sets a password, and signs in with it to a session like every other', async () => {
    const page = await visit();
    await signInByMail(page, 'pass@example.com');
    const id = await userId(page, 'pass@example.com');
    await openAccount(page);
    expect(await page.locator('h2#password').textContent()).toBe('Password not set');
    await savePassword(page, OLD);
    expect(await notice(page)).toContain('Your password was saved');
    expect(await page.locator('h2#password').textContent()).toBe('Password set');
    expect(await hashOf(id)).toMatch(/^\$2b\$10\$.{53}$/);
    await page.getByRole('button', { name: 'Sign out', exact: true }).click();
    await signedOut(page);
    expect(await sessionsOf(id)).toEqual([]);

    await signInByPassword(page, site(), { email: ' Pass@example.com', password: OLD });
    await signedIn(page);
    expect(await userId(page, 'pass@example.com')).toBe(id);
    expect(await sessionsOf(id)).toEqual([{ user_agent: expect.stringContaining('Chrome') }]);
    await openAccount(page);
    expect(await page.locator('h2#password').textContent()).toBe('Password set');
  });

  it('refuses a wrong password, that of nobody, and any where none is set, in the same words', async () => {
    const page = await visit();
    await withPassword(page, 'right@example.com', OLD);
    await page.getByRole('button', { name: 'Sign out', exact: true }).click();
    await signedOut(page);
    await signInByMail(page, 'without@example.com');
    const id = await userId(page, 'without@example.com');
    await page.getByRole('button', { name: 'Sign out', exact: true }).click();
    await signedOut(page);
    const said = new Set<string>();
    for (const [email, password] of [
      ['right@example.com', NEW],
      ['right@example.com', `${OLD} `],
      ['nobody-here@example.com', OLD],
      ['without@example.com', OLD],
    ] as const) {
      await signInByPassword(page, site(), { email, password });
      said.add(await notice(page));
      expect(await page.getByLabel('E-mail address').inputValue()).toBe(email);
      expect(await page.getByLabel('Password', { exact: true }).getAttribute('aria-invalid')).toBe('true');
      expect(await page.evaluate('document.activeElement.id')).toBe('password');
    }
    expect([...said]).toEqual([expect.stringContaining('do not go together')]);
    expect(await sessionsOf(id)).toEqual([]);
  });

  it('keeps the old password when the new one is too short or too long', async () => {
    const page = await visit();
    const id = await withPassword(page, 'sizes@example.com', OLD);
    const before = await hashOf(id);
    for (const [password, says] of [
      ['x'.repeat(14), 'too short'],
      ['x'.repeat(73), 'too long'],
      ['ü'.repeat(37), 'too long'], // 74 bytes
    ] as const) {
      await savePassword(page, password);
      expect(await notice(page)).toContain(says);
    }
    expect(await hashOf(id)).toBe(before);
    await savePassword(page, 'ü'.repeat(36));
    expect(await notice(page)).toContain('was saved');
    await page.getByRole('button', { name: 'Sign out', exact: true }).click();
    await signInByPassword(page, site(), { email: 'sizes@example.com', password: `${'ü'.repeat(35)}u` });
    expect(await notice(page)).toContain('do not go together');
    await signInByPassword(page, site(), { email: 'sizes@example.com', password: 'u\u0308'.repeat(36) });
    await signedIn(page);
  });

  it('sets a new password by mail: older sessions are out, and so is the old password', async () => {
    const [page, other] = [await visit(), await visit()];
    const id = await withPassword(page, 'forgot@example.com', OLD);
    await signInByPassword(other, site(), { email: 'forgot@example.com', password: OLD });
    await signedIn(other);
    expect(await sessionsOf(id)).toHaveLength(2);

    const reader = await visit();
    const link = await askForResetLink(reader, site(), 'forgot@example.com');
    expect((await reader.request.get(link)).status()).toBe(200); // looking at it uses up nothing
    await choosePassword(reader, link, NEW.slice(0, 14));
    expect(await notice(reader)).toContain('too short'); // nor does a bad password
    expect(await sessionsOf(id)).toHaveLength(2);
    await choosePassword(reader, link, NEW);
    expect(await notice(reader)).toContain('you are signed out in every browser');
    expect(await sessionsOf(id)).toEqual([]);
    await page.getByText('You are signed out').waitFor();
    await signedOut(other);

    await signInByPassword(reader, site(), { email: 'forgot@example.com', password: OLD });
    expect(await notice(reader)).toContain('do not go together');
    await signInByPassword(reader, site(), { email: 'forgot@example.com', password: NEW });
    await signedIn(reader);

    const hash = await hashOf(id);
    await choosePassword(other, link, 'a third password that nobody chose');
    expect(await notice(other)).toContain('This link has already been used');
    expect(await hashOf(id)).toBe(hash);
    expect(await sessionsOf(id)).toHaveLength(1);
  });

  it('sets a first password by mail, and takes only the newest link, for the address it was sent to', async () => {
    const [page, other] = [await visit(), await visit()];
    await signInAtDemoId(page, { name: 'First Time', email: 'first-password@example.com' });
    await signInByMail(other, 'bystander@example.com');
    const id = await userId(page, 'first-password@example.com');
    const bystander = await userId(other, 'bystander@example.com');
    const older = await askForResetLink(page, site(), 'first-password@example.com');
    const link = await askForResetLink(page, site(), 'first-password@example.com');
    for (const bad of [older, link.replace('first-password', 'bystander')]) {
      await choosePassword(page, bad, NEW);
      expect(await notice(page)).toContain('asked for a newer one');
    }
    expect([await hashOf(id), await hashOf(bystander)]).toEqual([null, null]);
    await choosePassword(page, link, NEW);
    await signInByPassword(page, site(), { email: 'first-password@example.com', password: NEW });
    await signedIn(page);
    expect(await userId(page, 'first-password@example.com')).toBe(id);
  });

  it('gives the same answer for an address that nobody has, and sends it nothing', async () => {
    const page = await visit();
    await signInByMail(page, 'somebody@example.com');
    const said: string[] = [];
    const asked: string[] = [];
    for (const email of ['somebody@example.com', 'nobody-at-all@example.com']) {
      await page.goto(`${site()}/reset`);
      await page.getByLabel('E-mail address').fill(email);
      await page.getByRole('button', { name: 'Send me a link' }).click();
      said.push(await notice(page));
      const request = page.locator('.request', { hasText: 'POST /reset' }).first();
      asked.push((await request.locator('.verb').allTextContents()).join());
    }
    expect(said[0]).toContain('If an account has this address');
    expect(said[1]).toBe(said[0]);
    expect(asked).toEqual(['select,insert,select', 'select,insert,select']);
    expect(await page.locator('.letter', { hasText: 'nobody-at-all@example.com' }).count()).toBe(0);
    expect(
      await page.locator('.letter', { hasText: 'Did you ask for a new password?' }).count(),
    ).toBeGreaterThan(0);
  });

  it('removes the last account of a person with a password, who still signs in with it', async () => {
    const page = await visit();
    await signInAtDemoId(page, { name: 'Unlinked', email: 'unlinked@example.com' });
    const id = await userId(page, 'unlinked@example.com');
    await openAccount(page);
    expect(await page.getByRole('button', { name: 'Remove' }).count()).toBe(0);
    await savePassword(page, OLD);
    expect(await notice(page)).toContain('Your password was saved');
    await page.getByRole('button', { name: 'Remove Demo ID' }).click();
    expect(await notice(page)).toContain('The account was removed');
    expect(await query('select 1 from accounts where user_id = ?', [id])).toEqual([]);
    await page.getByRole('button', { name: 'Sign out', exact: true }).click();
    await signInByPassword(page, site(), { email: 'unlinked@example.com', password: OLD });
    await signedIn(page);
    expect(await userId(page, 'unlinked@example.com')).toBe(id);
  });

  it('signs other devices out when a password is saved, and wants a fresh sign-in for it', async () => {
    const [page, other] = [await visit(), await visit()];
    await signInByMail(other, 'changer@example.com');
    await signInByMail(page, 'changer@example.com');
    const id = await userId(page, 'changer@example.com');
    await openAccount(page);
    await query('update sessions set created_at = created_at - interval 2 day where user_id = ?', [id]);
    await savePassword(page, OLD);
    await page.getByRole('heading', { name: 'Please sign in again' }).waitFor();
    expect([await hashOf(id), (await sessionsOf(id)).length]).toEqual([null, 2]);

    await query('update sessions set created_at = created_at + interval 2 day where user_id = ?', [id]);
    await page.getByRole('link', { name: 'Back to your account' }).click();
    await savePassword(page, OLD);
    expect(await notice(page)).toContain('Every other device is signed out');
    expect(await sessionsOf(id)).toHaveLength(1);
    await signedOut(other);
  });

  it('fits on a phone', async () => {
    const page = await visit();
    await page.setViewportSize({ width: 360, height: 740 });
    for (const path of ['/password', '/reset', '/reset/new?email=a@example.com&token=t']) {
      await page.goto(site() + path);
      expect(await page.evaluate('document.documentElement.scrollWidth'), path).toBe(360);
    }
  });
}

/** Signs in by mail and sets a password; the account page stays open. */
async function withPassword(page: Page, email: string, password: string): Promise<string> {
  await signInByMail(page, email);
  const id = await userId(page, email);
  await openAccount(page);
  await savePassword(page, password);
  expect(await notice(page)).toContain('Your password was saved');
  return id;
}
