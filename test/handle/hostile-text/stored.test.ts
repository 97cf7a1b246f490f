import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { newPasskey } from '../../support/rows/passkey-samples.ts';
import { newAccount, newUser, unique } from '../../support/rows/samples.ts';
import { HOSTILE, MODES, openPlace, type Place, SIGNS } from './modes.ts';

const SOON = new Date('2100-01-01T00:00:00Z');
const LATER = new Date('2101-01-01T00:00:00Z');

describe.each(Object.entries(inject('servers')))('text on %s', (_kind, serverUrl) => {
  let place: Place;
  beforeAll(async () => {
    place = await openPlace(serverUrl);
  });
  afterAll(() => place.close());

  describe.each(MODES)('in the mode %s', (mode) => {
    it.each(HOSTILE)('is stored, found, changed and deleted as it is in every column: %j', async (text) => {
      const userId = `${text.slice(0, 4)}${unique('')}`.slice(0, 12);
      const email = `${unique(text).toLowerCase()}@example.com`;
      const adapter = place.adapter(mode, { generateUserId: () => userId });
      const sign = SIGNS.find((each) => text.includes(each)) ?? "'";
      const own = { profile: { [text]: [text, { deeper: text }] }, sign };
      const given = { ...newUser({ name: text, email, image: `data:,${text}` }), ...own };
      const user = await adapter.createUser(given);
      expect(user).toEqual({ ...given, id: userId });
      expect(await adapter.getUser(userId)).toEqual(user);
      expect(await adapter.getUserByEmail(email)).toEqual(user);
      await place.expectStored('users', 'email', email);
      await place.expectStored('users', 'sign', sign);
      const changes = { name: `${text}${text}`, profile: [text], sign: '\\' };
      const changed = { ...user, ...changes };
      expect(await adapter.updateUser({ id: userId, ...changes } as never)).toEqual(changed);
      await place.expectStored('users', 'name', changes.name);

      const key = { provider: text.slice(0, 9), providerAccountId: unique(text) };
      const tokens = { access_token: text, id_token: `${text}${text}`, scope: text };
      const account = await adapter.linkAccount(newAccount(userId, { ...key, ...tokens }));
      expect(account).toMatchObject({ ...key, ...tokens });
      expect(await adapter.getAccount(key.providerAccountId, key.provider)).toEqual(account);
      expect(await adapter.getUserByAccount(key)).toEqual(changed);
      await place.expectStored('accounts', 'provider_account_id', key.providerAccountId);

      const session = { sessionToken: unique(text), userId, expires: SOON };
      expect(await adapter.createSession(session)).toEqual(session);
      const extended = { ...session, expires: LATER };
      await adapter.updateSession(extended);
      const found = await adapter.getSessionAndUser(session.sessionToken);
      expect(found).toEqual({ session: extended, user: changed });
      await place.expectStored('sessions', 'session_token', session.sessionToken);

      const links = [1, 2].map(() => ({ identifier: email, token: unique(text), expires: SOON }));
      for (const link of links) {
        expect(await adapter.createVerificationToken(link)).toEqual(link);
        await place.expectStored('verification_tokens', 'token', link.token);
      }
      for (const expected of [links[0], null])
        expect(await adapter.useVerificationToken(links[0] as never)).toEqual(expected);

      const passkey = newPasskey(userId, { credentialID: unique(text), transports: text });
      const { credentialID } = passkey;
      expect(await adapter.createAuthenticator?.(passkey)).toEqual(passkey);
      expect(await adapter.getAuthenticator?.(credentialID)).toEqual(passkey);
      expect(await adapter.listAuthenticatorsByUserId?.(userId)).toEqual([passkey]);
      const counted = { ...passkey, counter: 7 };
      expect(await adapter.updateAuthenticatorCounter?.(credentialID, 7)).toEqual(counted);
      await place.expectStored('authenticators', 'credential_id', credentialID);

      await adapter.deleteSession(session.sessionToken);
      expect(await adapter.getSessionAndUser(session.sessionToken)).toBeNull();
      await adapter.unlinkAccount(key);
      expect(await adapter.getUserByAccount(key)).toBeNull();
      await adapter.deleteUser(userId);
      expect(await place.everything()).toEqual([[], [], [], [], []]);
    });
  });
});
