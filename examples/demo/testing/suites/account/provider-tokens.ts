import type { Page } from 'playwright-core';
import { expect, it, onTestFinished } from 'vitest';
import { notice, openAccount, signInAtDemoId, userId } from '../../visitor.ts';
import type { AccountVisits } from './account-visits.ts';

/** Tests the access tokens of Demo ID: how they are stored, and who asks for a new one. */
export function providerTokenTests({ visit, query, site }: AccountVisits): void {
  const use = (page: Page) =>
    page
      .getByRole('button', { name: 'Use its access token' })
      .click()
      .then(() => notice(page));

  /** Signs in, and lets the access token of the account expire. */
  async function signInWithExpiredToken(name: string) {
    const page = await visit();
    const email = `${name.toLowerCase()}@example.com`;
    await signInAtDemoId(page, { name, email });
    const id = await userId(page, email);
    await query('update accounts set expires_at = 1 where user_id = ?', [id]);
    const stored = async () => {
      const [row] = await query('select access_token, refresh_token from accounts where user_id = ?', [id]);
      return row;
    };
    await openAccount(page);
    return { page, stored };
  }

  it('uses the access token that is stored as long as it is good', async () => {
    const page = await visit();
    await signInAtDemoId(page, { name: 'Fresh', email: 'fresh@example.com' });
    await openAccount(page);
    expect(await use(page)).toContain('still good');
  });

  it('stores tokens encrypted, and one request brings new ones though two tabs ask at once', async () => {
    const { page, stored } = await signInWithExpiredToken('Expired');
    const before = await stored();
    expect(before?.access_token).toMatch(/^v1\.demo\./);
    expect(before?.refresh_token).toMatch(/^v1\.demo\./);
    const tab = await page.context().newPage();
    onTestFinished(() => tab.close());
    await tab.goto(`${site()}/account`);

    const said = await Promise.all([page, tab].map(use));
    expect(said.filter((text) => text?.includes('one request brought a new one'))).toHaveLength(1);
    expect(said.filter((text) => text?.includes('still good'))).toHaveLength(1);
    const after = await stored();
    expect(after?.refresh_token).not.toBe(before?.refresh_token);
    expect(after?.refresh_token).toMatch(/^v1\.demo\./);

    // The provider revokes everything if a refresh token comes twice.
    await query('update accounts set expires_at = 1 where access_token = ?', [after?.access_token]);
    expect(await use(page)).toContain('one request brought a new one');
  });

  it('says that the person has to sign in there again when the provider gives no more', async () => {
    const { page, stored } = await signInWithExpiredToken('Revoked');
    const { refresh_token } = (await stored()) ?? {};
    await query('update accounts set refresh_token = null where refresh_token = ?', [refresh_token]);
    expect(await use(page)).toContain('Sign in there again');
  });
}
