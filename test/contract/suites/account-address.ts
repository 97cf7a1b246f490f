import { expect, it } from 'vitest';
import type { AdapterTables } from '../../../src/index.ts';
import * as basic from '../../../src/schema/index.ts';
import type { Adapter, OpenBackend } from '../../backends/backend.ts';
import { openPage } from '../../support/calls/account-page.ts';
import { inAnHour, newUser, unique, uniqueEmail } from '../../support/rows/samples.ts';
import { verbAndTable } from '../verb-and-table.ts';

/** The address of an account, which another may take the place of. */
export function accountAddressContract(backend: () => OpenBackend, tables: AdapterTables = basic): void {
  const open = () => openPage(backend(), tables);
  const now = new Date('2026-06-01T12:00:00.123Z');

  async function sendLink(adapter: Adapter, identifier: string) {
    const link = { identifier, token: unique('token'), expires: inAnHour() };
    await adapter.createVerificationToken(link);
    return link;
  }

  it('is changed with its verification, in one UPDATE', async () => {
    const { adapter, user, me } = await openPage(backend(), tables, {}, { now: () => now });
    const [verified, unverified] = [uniqueEmail(), uniqueEmail()];
    const sent = await backend().statementsOf(async () => {
      const changed = await me.changeEmail(verified, { isVerified: true });
      expect(changed).toEqual({ ...user, email: verified, emailVerified: now });
    });
    const updates = sent.filter((text) => text.startsWith('update'));
    expect(updates).toEqual([expect.stringMatching(/ set `email` = .*, `email_verified` = /)]);
    expect(await me.changeEmail(unverified, { isVerified: false })).toEqual({
      ...user,
      email: unverified,
      emailVerified: null,
    });
    expect(await adapter.getUser(user.id)).toEqual({ ...user, email: unverified });
    expect(await adapter.getUserByEmail(user.email)).toBeNull();
  });

  it('voids the links that the old one was sent, in both spellings, and no others', async () => {
    const { adapter, user, me } = await open();
    const old = `Old.${uniqueEmail()}`;
    await me.changeEmail(old, { isVerified: true });
    const email = uniqueEmail();
    const links = [await sendLink(adapter, old), await sendLink(adapter, old.toLowerCase())];
    const kept = [await sendLink(adapter, email), await sendLink(adapter, uniqueEmail())];
    await me.changeEmail(email, { isVerified: true });
    for (const link of links) expect(await adapter.useVerificationToken(link)).toBeNull();
    for (const link of kept) expect(await adapter.useVerificationToken(link)).not.toBeNull();
    expect((await adapter.getUserByEmail(email))?.id).toBe(user.id);
  });

  it('voids the links of each of several addresses in a row', async () => {
    const { adapter, me } = await open();
    const [first, second] = [uniqueEmail(), uniqueEmail()];
    await me.changeEmail(first, { isVerified: true });
    const link = await sendLink(adapter, first);
    await me.changeEmail(second, { isVerified: true });
    expect(await adapter.useVerificationToken(link)).toBeNull();
  });

  it('is the same in other letters, whose links stay', async () => {
    const { adapter, user, me } = await open();
    const link = await sendLink(adapter, user.email);
    const email = user.email.toUpperCase();
    expect(await me.changeEmail(email, { isVerified: true })).toMatchObject({
      email,
      emailVerified: expect.any(Date),
    });
    expect(await adapter.useVerificationToken(link)).not.toBeNull();
  });

  it('is not that of somebody else, and nothing changes then', async () => {
    const { adapter, user, me } = await open();
    const { email } = await adapter.createUser(newUser());
    const link = await sendLink(adapter, user.email);
    for (const taken of [email, email.toUpperCase()])
      await expect(me.changeEmail(taken, { isVerified: true })).rejects.toMatchObject({
        code: 'EMAIL_TAKEN',
      });
    expect(await adapter.getUser(user.id)).toEqual(user);
    expect(await adapter.useVerificationToken(link)).not.toBeNull();
  });

  it('is text, and whether it is verified is said', async () => {
    const { adapter, user, me } = await open();
    const email = uniqueEmail();
    const sent = await backend().statementsOf(async () => {
      for (const value of ['', null, undefined, 7, [email], { email }, `${email}\0`])
        await expect(me.changeEmail(value as never, { isVerified: true })).rejects.toMatchObject({
          code: 'INVALID_ARGUMENT',
        });
      for (const options of [{}, { isVerified: 'no' }, { isVerified: 1 }, undefined, null])
        await expect(me.changeEmail(email, options as never)).rejects.toMatchObject({
          code: 'INVALID_ARGUMENT',
        });
    });
    expect(sent).toEqual([]);
    await expect(
      me.changeEmail(`${'x'.repeat(300)}@example.com`, { isVerified: true }),
    ).rejects.toMatchObject({
      code: 'VALUE_TOO_LONG',
    });
    expect(await adapter.getUser(user.id)).toEqual(user);
  });

  it('is changed by a read, the UPDATE, another read and the deletion of links', async () => {
    const { me } = await open();
    const sent = await backend().statementsOf(() => me.changeEmail(uniqueEmail(), { isVerified: true }));
    const isProduction = tables !== basic;
    expect(sent.map(verbAndTable)).toEqual([
      'select users',
      'update users',
      'select users',
      `${isProduction ? 'delete' : 'select'} verification_tokens`,
    ]);
  });
}
