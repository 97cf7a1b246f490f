import { afterAll, beforeAll, expect, it } from 'vitest';
import { accounts } from '../../src/schema/index.ts';
import { type OAuthServer, startOAuthServer } from '../support/auth/oauth-server.ts';
import { signInAtProvider } from '../support/auth/providers.ts';
import { newVisitor } from '../support/auth/visitor.ts';
import { uniqueEmail } from '../support/rows/samples.ts';
import { wrongAnswers } from './answers.ts';
import { type Application, newApplication, userIdOf } from './application.ts';
import { confusingPairs, type TestedDatabase } from './databases.ts';
import type { LookAlike } from './look-alikes.ts';
import { bookkeeping, everyRow, lostRows, makeOwners } from './owners.ts';
import { accountOf } from './rows.ts';

export function atProviderSuite(database: TestedDatabase): void {
  let provider: OAuthServer;
  beforeAll(async () => {
    provider = await startOAuthServer();
  });
  afterAll(() => provider.close());

  /** Makes owners who have an account at the provider. */
  async function makeCustomers(lookAlikes: readonly LookAlike[]) {
    const { db } = database.open();
    const owners = await makeOwners(db, lookAlikes);
    const rows = owners.map((owner) => ({ ...accountOf(owner), provider: 'local', ...bookkeeping }));
    await db.insert(accounts).values(rows);
    return owners;
  }

  async function signIn({ config }: Application, sub: string, email: string): Promise<string | undefined> {
    provider.signsIn({ sub, email, name: 'Ada' });
    const visitor = newVisitor(config);
    await signInAtProvider(visitor);
    return userIdOf(visitor);
  }

  it('signs people in by their account at a provider, and nobody else by what looks like it', async () => {
    const { db, adapter } = database.open();
    const application = newApplication(adapter(), { providerUrl: provider.url });
    const owners = await makeCustomers(confusingPairs(database));
    const before = await everyRow(db);
    const wrong = await wrongAnswers(owners, {
      question: 'is signed in as another, as the owner',
      ask: async ({ own, asked }) => {
        const other = await signIn(application, asked.providerAccountId, uniqueEmail());
        const owner = await signIn(application, own.providerAccountId, own.email);
        return [other === own.id, owner === own.id];
      },
      expected: () => [false, true],
      // The provider signs in one person at a time.
      atOnce: 1,
    });
    expect(wrong).toEqual([]);
    expect(lostRows(before, await everyRow(db))).toEqual([]);
    expect([...application.codes]).toEqual(['INVALID_ARGUMENT']);
  });

  it.each([false, true])(
    'signs nobody in as another by an address at a provider that looks like theirs, with linking by address %s',
    async (allowDangerousEmailAccountLinking) => {
      const { db, adapter } = database.open();
      const application = newApplication(adapter(), {
        providerUrl: provider.url,
        allowDangerousEmailAccountLinking,
      });
      // Auth.js itself writes an address in lower case, as JavaScript does, which may make it the owner's.
      const isLeft = ({ stored, asked }: LookAlike) =>
        stored.replace(/[A-Z]/g, (letter) => letter.toLowerCase()) !== asked.toLowerCase();
      const owners = await makeCustomers(confusingPairs(database).filter(isLeft));
      const before = await everyRow(db);
      const wrong = await wrongAnswers(owners, {
        question: 'is signed in as another',
        ask: async ({ own, asked }) => (await signIn(application, uniqueEmail(), asked.email)) === own.id,
        expected: () => false,
        atOnce: 1,
      });
      expect(wrong).toEqual([]);
      expect(lostRows(before, await everyRow(db))).toEqual([]);
      expect([...application.codes].sort()).toEqual(['EMAIL_LOOKALIKE', 'INVALID_ARGUMENT']);
      const [owner] = owners;
      const linked = owner && (await signIn(application, uniqueEmail(), owner.own.email));
      expect(linked).toBe(allowDangerousEmailAccountLinking ? owner?.own.id : undefined);
    },
  );
}
