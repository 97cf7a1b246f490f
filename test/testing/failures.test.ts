import { describe, expect, it } from 'vitest';
import { signInForTest } from '../../src/testing.ts';
import { newUser, uniqueEmail } from '../support/rows/samples.ts';
import { onEverySite, type Site, withoutNewSessions } from './on-every-site.ts';

const baseUrl = 'http://localhost:3000';
const counts = ({ count, tables: { users, sessions } }: Site) => count(users, sessions);

onEverySite((site) => {
  const nameOf = (table: 'users' | 'sessions') => ('role' in site().tables.users ? `own_${table}` : table);
  const into = (table: 'users' | 'sessions') => new RegExp(`^insert into \`${nameOf(table)}\``);
  const from = (table: 'users' | 'sessions') => new RegExp(`^select .* from \`${nameOf(table)}\``);

  describe('a sign-in that fails', () => {
    it('leaves nothing of a new user, if the session is refused', async () => {
      const before = await counts(site());
      await withoutNewSessions(site(), async () => {
        const signedIn = signInForTest(site().adapter(), { baseUrl });
        await expect(signedIn).rejects.toMatchObject({ code: 'DATABASE', cause: { errno: 1644 } });
      });
      expect(await counts(site())).toEqual(before);
    });

    it('leaves a user who existed as they were', async () => {
      const adapter = site().adapter();
      const user = await adapter.createUser(newUser());
      const before = await counts(site());
      await withoutNewSessions(site(), async () => {
        const signedIn = signInForTest(adapter, { baseUrl, user });
        await expect(signedIn).rejects.toMatchObject({ code: 'DATABASE', cause: { errno: 1644 } });
      });
      expect(await counts(site())).toEqual(before);
      expect(await adapter.getUser(user.id)).toEqual(user);
    });

    it.each([true, false])(
      'leaves nothing, if there is no answer about the session: executed %s',
      async (executed) => {
        const before = await counts(site());
        site().open.drop(into('sessions'), { executed });
        const user = await site().adapter().createUser(newUser());
        for (const options of [{ baseUrl }, { baseUrl, user }])
          await signInForTest(site().adapter(), options).then(
            ({ cleanUp }) => cleanUp(),
            (error: unknown) => expect(error).toMatchObject({ code: 'OUTCOME_UNKNOWN' }),
          );
        await site().adapter().deleteUser(user.id);
        expect(await counts(site())).toEqual(before);
      },
    );

    it('leaves nothing, if there is no answer about the user', async () => {
      const before = await counts(site());
      for (const user of [{}, { email: uniqueEmail() }]) {
        site().open.drop(into('users'), { executed: true });
        await expect(signInForTest(site().adapter(), { baseUrl, user })).rejects.toMatchObject({
          code: 'OUTCOME_UNKNOWN',
        });
      }
      expect(await counts(site())).toEqual(before);
    });

    it('leaves nothing, if the time of the session is none that its column holds', async () => {
      const before = await counts(site());
      const signedIn = signInForTest(site().adapter(), { baseUrl, maxAgeSeconds: Number.MAX_SAFE_INTEGER });
      await expect(signedIn).rejects.toMatchObject({ code: 'INVALID_ARGUMENT', column: 'expires' });
      expect(await counts(site())).toEqual(before);
    });

    it('says what went wrong first, and warns of what it could not delete', async () => {
      const warnings: string[] = [];
      const adapter = site().adapter({ logger: { warn: (message) => void warnings.push(message) } });
      await withoutNewSessions(site(), async () => {
        site().open.refuse(from('users'), { errno: 1142, message: 'SELECT command denied' });
        const user = { email: uniqueEmail(), role: 'admin' };
        const given = 'role' in site().tables.users ? user : { email: user.email };
        await expect(signInForTest(adapter, { baseUrl, user: given })).rejects.toMatchObject({
          cause: { errno: 1644 },
        });
        expect(warnings.filter((each) => each.includes('may be left'))).toHaveLength(1);
        expect(warnings.join()).not.toContain(user.email);
        const left = await adapter.getUserByEmail(user.email);
        await adapter.deleteUser(left?.id ?? '');
      });
    });
  });

  it('tries to clean up again, if that has failed', async () => {
    const { user, cleanUp } = await signInForTest(site().adapter(), { baseUrl });
    site().open.refuse(from('users'), { errno: 1142, message: 'SELECT command denied' });
    await expect(cleanUp()).rejects.toMatchObject({ code: 'DATABASE' });
    expect(await site().adapter().getUser(user.id)).toEqual(user);
    await cleanUp();
    expect(await site().adapter().getUser(user.id)).toBeNull();
  });
});
