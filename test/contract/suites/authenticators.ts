import { randomBytes } from 'node:crypto';
import { inspect } from 'node:util';
import type { AdapterAuthenticator } from '@auth/core/adapters';
import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { MySqlAdapter } from '../../../src/index.ts';
import * as tables from '../../../src/schema/production.ts';
import type { OpenBackend } from '../../backends/backend.ts';
import { type PasskeyAdapter, passkeyAdapter } from '../../support/calls/passkey-adapter.ts';
import { newCredentialId, newPasskey } from '../../support/rows/passkey-samples.ts';
import { newAccount, newUser, unique } from '../../support/rows/samples.ts';
import { verbAndTable } from '../verb-and-table.ts';

const { authenticators } = tables;

export function authenticatorsContract(backend: () => OpenBackend): void {
  const adapter = (now?: () => Date) => passkeyAdapter(backend(), now);
  const newPerson = async () => (await adapter().createUser(newUser())).id;
  const rowsOf = (credentialID: string) =>
    backend().db.select().from(authenticators).where(eq(authenticators.credentialID, credentialID));

  it('has the methods only where the tables have passkeys, since Auth.js looks which are there', () => {
    const methods = [
      'createAuthenticator',
      'getAuthenticator',
      'listAuthenticatorsByUserId',
      'updateAuthenticatorCounter',
    ];
    const { authenticators: _, ...withoutPasskeys } = tables;
    for (const method of methods) {
      expect(method in adapter()).toBe(true);
      expect(method in backend().adapter()).toBe(false);
      expect(method in backend().adapter({ tables: withoutPasskeys })).toBe(false);
      expect(method in backend().adapter({ tables: { ...tables, authenticators: undefined } })).toBe(false);
    }
  });

  it.each([
    ['what is kept on one device', {}],
    ['what is shared between devices', { credentialDeviceType: 'multiDevice', credentialBackedUp: true }],
    ['without transports', { transports: null }],
    ['with a key of RSA, 4096 bits', { credentialPublicKey: randomBytes(526).toString('base64') }],
    ['with an id of 512 characters', { credentialID: randomBytes(384).toString('base64') }],
    ['that has been used as often as can be counted', { counter: 2 ** 32 - 1 }],
  ])('returns of a passkey what every reader gives: %s', async (_case, values) => {
    const userId = await newPerson();
    const given = newPasskey(userId, values);
    const created = await adapter().createAuthenticator(given);
    expect(created).toEqual(given);
    expect(await adapter().getAuthenticator(given.credentialID)).toEqual(given);
    expect(await adapter().listAuthenticatorsByUserId(userId)).toEqual([given]);
    expect(await adapter().updateAuthenticatorCounter(given.credentialID, given.counter)).toEqual(given);
    expect(structuredClone(created)).toEqual(given);
  });

  it('stores null for transports that a browser left out, and ignores what it does not know', async () => {
    const { transports: _, ...passkey } = newPasskey(await newPerson());
    const created = await adapter().createAuthenticator({ ...passkey, type: 'webauthn' } as never);
    expect(created).toEqual({ ...passkey, transports: null });
    expect(await adapter().getAuthenticator(passkey.credentialID)).toEqual(created);
  });

  it('lists the passkeys of one user and no other, the newest first', async () => {
    const [userId, otherId] = [await newPerson(), await newPerson()];
    const passkeys: AdapterAuthenticator[] = [];
    for (let count = 0; count < 5; count++)
      passkeys.unshift(await adapter().createAuthenticator(newPasskey(userId)));
    await adapter().createAuthenticator(newPasskey(otherId));
    expect(await adapter().listAuthenticatorsByUserId(userId)).toEqual(passkeys);
    expect(await adapter().listAuthenticatorsByUserId(await newPerson())).toEqual([]);
  });

  it('counts the uses of one passkey, up to 4,294,967,295, and records when', async () => {
    const created = new Date('2026-01-01T00:00:00Z');
    const userId = await newPerson();
    const [used, other] = [newPasskey(userId), newPasskey(userId)];
    for (const passkey of [used, other]) await adapter(() => created).createAuthenticator(passkey);
    const later = adapter(() => new Date('2026-02-01T00:00:00.999Z'));
    for (const counter of [1, 2, 2, 4_294_967_295, 0]) {
      const counted = await later.updateAuthenticatorCounter(used.credentialID, counter);
      expect(counted).toEqual({ ...used, counter });
      expect(await later.getAuthenticator(used.credentialID)).toEqual(counted);
    }
    const [row] = await rowsOf(used.credentialID);
    expect(row).toMatchObject({ createdAt: created, updatedAt: new Date('2026-02-01T00:00:00Z') });
    expect(await rowsOf(other.credentialID)).toMatchObject([{ counter: 0, updatedAt: created }]);
  });

  it('asks for a database once per method', async () => {
    const userId = await newPerson();
    const passkey = newPasskey(userId);
    let asked = 0;
    const source = () => {
      asked++;
      return backend().source();
    };
    const counting = MySqlAdapter(source, { tables }) as PasskeyAdapter;
    const calls = [
      () => counting.createAuthenticator(passkey),
      () => counting.getAuthenticator(passkey.credentialID),
      () => counting.listAuthenticatorsByUserId(userId),
      () => counting.updateAuthenticatorCounter(passkey.credentialID, 1),
    ];
    for (const call of calls) {
      asked = 0;
      await call();
      expect(asked, String(call)).toBe(1);
    }
  });

  it('does not say that nothing has changed when a counted use cannot be read back', async () => {
    const { credentialID } = await adapter().createAuthenticator(newPasskey(await newPerson()));
    // Sent three times, since a read can be repeated.
    backend().drop(/^select .* from `authenticators`/, { executed: false, times: 3 });
    const counted = adapter().updateAuthenticatorCounter(credentialID, 7);
    await expect(counted).rejects.toMatchObject({ code: 'OUTCOME_UNKNOWN', table: 'authenticators' });
    expect(await adapter().getAuthenticator(credentialID)).toMatchObject({ counter: 7 });
  });

  it('says that a passkey does not exist whose uses are to be counted, and not which', async () => {
    const id = newCredentialId();
    const error: unknown = await adapter()
      .updateAuthenticatorCounter(id, 1)
      .catch((thrown) => thrown);
    expect(error).toMatchObject({ code: 'AUTHENTICATOR_NOT_FOUND', table: 'authenticators' });
    expect(inspect(error, { depth: 9, showHidden: true })).not.toContain(id);
  });

  it('refuses a credential that exists, whoever has it, and leaves that as it is', async () => {
    const passkey = await adapter().createAuthenticator(newPasskey(await newPerson()));
    for (const userId of [passkey.userId, await newPerson()]) {
      const again = adapter().createAuthenticator({ ...passkey, userId, counter: 9 });
      await expect(again).rejects.toMatchObject({ code: 'DUPLICATE', table: 'authenticators' });
    }
    expect(await adapter().getAuthenticator(passkey.credentialID)).toEqual(passkey);
  });

  it('creates with 1 statement without the word default, reads with 1, and counts with 2', async () => {
    const passkey = newPasskey(await newPerson());
    const { credentialID, userId } = passkey;
    const created = await backend().statementsOf(() => adapter().createAuthenticator(passkey));
    expect(created).toEqual([expect.stringMatching(/^insert into `authenticators` /)]);
    // A sharded database cannot route it.
    expect(created[0]).not.toMatch(/\bdefault\b/i);
    const select = expect.stringMatching(/^select .+ from `authenticators` /);
    expect(await backend().statementsOf(() => adapter().getAuthenticator(credentialID))).toEqual([select]);
    expect(await backend().statementsOf(() => adapter().listAuthenticatorsByUserId(userId))).toEqual([
      select,
    ]);
    const counted = await backend().statementsOf(() => adapter().updateAuthenticatorCounter(credentialID, 1));
    expect(counted).toEqual([expect.stringMatching(/^update `authenticators` set `counter` = /), select]);
  });

  it('leaves no account without its passkey if that cannot be stored, which would let in anybody', async () => {
    const [id, someone] = [await newPerson(), await newPerson()];
    const link = async (userId: string, credentialID: string) => {
      const values = { type: 'webauthn', provider: 'passkey', providerAccountId: credentialID } as const;
      await adapter().linkAccount(newAccount(userId, values));
      return async () => (await adapter().getAccount(credentialID, 'passkey')) !== null;
    };
    const [stored, pending, theirs] = [newPasskey(id), newPasskey(id), newPasskey(someone)];
    const others = [await link(id, stored.credentialID), await link(id, pending.credentialID)];
    others.push(await link(someone, theirs.credentialID));
    await adapter().createAuthenticator(stored);
    const insert = /^insert into `authenticators`/;
    const failures = [
      { code: 'VALUE_TOO_LONG', values: { credentialPublicKey: 'x'.repeat(65_536) }, isKept: false },
      { code: 'OUTCOME_UNKNOWN', executed: false, isKept: false },
      { code: 'OUTCOME_UNKNOWN', executed: true, isKept: true },
    ];
    for (const { code, values, executed, isKept } of failures) {
      const passkey = newPasskey(id, values);
      const isThere = await link(id, passkey.credentialID);
      if (executed !== undefined) backend().drop(insert, { executed });
      await expect(adapter().createAuthenticator(passkey)).rejects.toMatchObject({ code });
      expect(await isThere()).toBe(isKept);
    }
    for (const isThere of others) expect(await isThere()).toBe(true);
  });

  it('stores a passkey without the transports that do not fit, since a browser does without them', async () => {
    const warnings: string[] = [];
    const lenient = backend().adapter({ tables, logger: { warn: (message) => void warnings.push(message) } });
    const passkey = newPasskey(await newPerson(), { transports: 'x'.repeat(256) });
    const created = await (lenient as PasskeyAdapter).createAuthenticator(passkey);
    expect(created).toEqual({ ...passkey, transports: null });
    expect(await adapter().getAuthenticator(passkey.credentialID)).toEqual(created);
    expect(warnings).toEqual([expect.stringContaining('authenticators.transports')]);
  });

  it('refuses ids that are not text, and values that no column can hold, before anything is written', async () => {
    const passkey = newPasskey(unique().slice(0, 12));
    const refuse = (values: object, code: string) =>
      expect(adapter().createAuthenticator({ ...passkey, ...values })).rejects.toMatchObject({ code });
    const statements = await backend().statementsOf(async () => {
      for (const value of [undefined, null, 0, {}, ['x']]) {
        const refused = { code: 'INVALID_ARGUMENT' };
        const id = value as never;
        await expect(adapter().getAuthenticator(id)).rejects.toMatchObject(refused);
        await expect(adapter().listAuthenticatorsByUserId(id)).rejects.toMatchObject(refused);
        await expect(adapter().updateAuthenticatorCounter(id, 1)).rejects.toMatchObject(refused);
        await expect(adapter().createAuthenticator(id)).rejects.toMatchObject(refused);
        for (const key of ['credentialID', 'userId']) await refuse({ [key]: value }, 'INVALID_ARGUMENT');
      }
      for (const text of ['', '\0', 'x\0', '\ud800'])
        await refuse({ credentialID: text }, 'INVALID_ARGUMENT');
      for (const counter of [-1, 1.5, Number.NaN, 2 ** 32, 2 ** 53, '', {}, null, undefined]) {
        await refuse({ counter }, 'INVALID_ARGUMENT');
        if (counter === undefined) continue;
        const counted = adapter().updateAuthenticatorCounter(passkey.credentialID, counter as never);
        await expect(counted).rejects.toMatchObject({ code: 'INVALID_ARGUMENT', column: 'counter' });
      }
      for (const truth of ['true', 2, null]) await refuse({ credentialBackedUp: truth }, 'INVALID_ARGUMENT');
      for (const key of [{}, null, undefined]) await refuse({ credentialPublicKey: key }, 'INVALID_ARGUMENT');
      await refuse({ credentialID: 'x'.repeat(513) }, 'VALUE_TOO_LONG');
      await refuse({ credentialID: 'é'.repeat(257) }, 'VALUE_TOO_LONG');
      await refuse({ credentialPublicKey: 'x'.repeat(65_536) }, 'VALUE_TOO_LONG');
    });
    // Only a look for an account that was linked for the passkey, which must not stay alone.
    expect(new Set(statements.map(verbAndTable))).toEqual(new Set(['select accounts']));
  });
}
