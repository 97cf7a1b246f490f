import { inArray, sql } from 'drizzle-orm';
import { mysqlTable, varchar } from 'drizzle-orm/mysql-core';
import { expect, it } from 'vitest';
import { authenticatorColumns } from '../../../src/schema/authenticators.ts';
import * as tables from '../../../src/schema/production.ts';
import type { OpenBackend } from '../../backends/backend.ts';
import { type PasskeyAdapter, passkeyAdapter } from '../../support/calls/passkey-adapter.ts';
import { newCredentialId, newPasskey } from '../../support/rows/passkey-samples.ts';
import { newAccount, newUser, unique } from '../../support/rows/samples.ts';

const { authenticators } = tables;

/** Which credential is which. */
export function authenticatorIdentityContract(backend: () => OpenBackend): void {
  const adapter = () => passkeyAdapter(backend());
  const newPerson = async () => (await adapter().createUser(newUser())).id;

  it('treats ids that only look alike as different credentials, and lets all of them exist', async () => {
    const id = newCredentialId();
    const alike = [
      id,
      swapCase(id),
      `${id} `,
      id.replace(/=+$/, ''),
      id.replace('+', '-'),
      `${id}é`,
      `${id}e`,
    ];
    const others = [id.toLowerCase(), ` ${id}`, `${id}=`, `${id}\u00ad`];
    for (const credentialID of alike)
      await adapter().createAuthenticator(newPasskey(await newPerson(), { credentialID }));
    for (const [counter, credentialID] of alike.entries()) {
      await adapter().updateAuthenticatorCounter(credentialID, counter);
      expect(await adapter().getAuthenticator(credentialID)).toMatchObject({ credentialID });
    }
    for (const credentialID of others) expect(await adapter().getAuthenticator(credentialID)).toBeNull();
    const rows = await backend()
      .db.select()
      .from(authenticators)
      .where(inArray(authenticators.credentialID, alike));
    expect(new Map(rows.map((row) => [row.credentialID, row.counter]))).toEqual(
      new Map(alike.map((credentialID, counter) => [credentialID, counter])),
    );
  });

  it('never takes one for another where ids are compared as MySQL does by default', async () => {
    await backend().db.execute(sql`create table text_passkeys like authenticators`);
    await backend().db.execute(sql`alter table text_passkeys modify credential_id varchar(512) not null`);
    const columns = {
      ...authenticatorColumns(),
      credentialID: varchar('credential_id', { length: 512 }).notNull(),
    };
    const ownTables = { ...tables, authenticators: mysqlTable('text_passkeys', columns) };
    const own = backend().adapter({ tables: ownTables }) as PasskeyAdapter;
    const passkey = await own.createAuthenticator(newPasskey(await newPerson()));
    const alike = swapCase(passkey.credentialID);
    expect(await own.getAuthenticator(alike)).toBeNull();
    const notFound = { code: 'AUTHENTICATOR_NOT_FOUND', table: 'text_passkeys' };
    await expect(own.updateAuthenticatorCounter(alike, 9)).rejects.toMatchObject(notFound);
    const refused = own.createAuthenticator({ ...passkey, credentialID: alike });
    await expect(refused).rejects.toMatchObject({ code: 'DUPLICATE', table: 'text_passkeys' });
    expect(await own.getAuthenticator(passkey.credentialID)).toEqual(passkey);
  });

  it('keeps the account beside a passkey apart from one whose id differs in case, also with 512 characters', async () => {
    for (const id of [newCredentialId(), 'Ab+/'.repeat(128)]) {
      const provider = unique('passkey');
      for (const providerAccountId of [id, swapCase(id)]) {
        const account = newAccount(await newPerson(), { type: 'webauthn', provider, providerAccountId });
        expect(await adapter().getAccount(providerAccountId, provider)).toBeNull();
        const linked = await adapter().linkAccount(account);
        expect(await adapter().getAccount(providerAccountId, provider)).toEqual(linked);
        expect(await adapter().getUserByAccount(account)).toMatchObject({ id: account.userId });
      }
    }
  });

  it('finds nothing by what no row can hold, without asking', async () => {
    const sent = await backend().statementsOf(async () => {
      for (const text of ['', 'x'.repeat(513), '\0', '\ud800']) {
        expect(await adapter().getAuthenticator(text)).toBeNull();
        expect(await adapter().listAuthenticatorsByUserId(text)).toEqual([]);
        const counted = adapter().updateAuthenticatorCounter(text, 1);
        await expect(counted).rejects.toMatchObject({ code: 'AUTHENTICATOR_NOT_FOUND' });
      }
    });
    expect(sent).toEqual([]);
  });
}

const swapCase = (text: string) =>
  text.replace(/[a-z]/gi, (letter) => (letter < 'a' ? letter.toLowerCase() : letter.toUpperCase()));
