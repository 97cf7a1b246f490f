import { and, eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { verificationTokens } from '../../../src/schema/index.ts';
import { uniqueEmail } from '../../support/rows/samples.ts';
import { verbAndTable } from '../verb-and-table.ts';
import type { Site } from './open-site.ts';

const [insert, select, deletion] = ['insert', 'select', 'delete'].map(
  (verb) => `${verb} verification_tokens`,
);

export function statementsSuite(site: () => Site): void {
  const sentBy = async (work: () => Promise<unknown>) =>
    (await site().open.statementsOf(work)).map(verbAndTable);

  it('are two for a new token, three if there is an older one, and one without looking for those', async () => {
    const { create } = site().tokens();
    const email = uniqueEmail();
    expect(await sentBy(() => create(email))).toEqual([insert, select]);
    expect(await sentBy(() => create(email))).toEqual([insert, select, deletion]);
    const { create: createBeside } = site().tokens({ latestOnly: false });
    expect(await sentBy(() => createBeside(email))).toEqual([insert]);
  });

  it('are two for a token that is used, one for a token that is not there, also where codes are sent', async () => {
    const options = site().isProduction ? [{}, { emailCodes: true as const }] : [{}];
    for (const of of options) {
      const { create, use } = site().tokens({}, of);
      const email = uniqueEmail();
      const token = await create(email);
      expect(await sentBy(() => use(uniqueEmail(), token))).toEqual([select]);
      expect(await sentBy(() => use(email, token))).toEqual([select, deletion]);
      expect(await sentBy(() => use(email, token))).toEqual([select]);
    }
  });

  it('name the identifier, by which a sharded table finds its row', async () => {
    const { create, use } = site().tokens();
    const email = uniqueEmail();
    const sent = await site().open.statementsOf(async () => {
      await create(email);
      await use(email, await create(email));
    });
    expect(sent).toHaveLength(7);
    for (const text of sent.filter((each) => !each.startsWith('insert')))
      expect(text).toContain(`\`identifier\` = 'password-reset:${email}'`);
  });

  it('wait for no lock on the rows of others, before and behind and under the same index', async () => {
    const { create, use } = site().tokens();
    const email = uniqueEmail();
    const others = [`${email}a`, email.slice(1), email.toUpperCase(), uniqueEmail()];
    for (const other of others) await create(other);
    const { db } = site().open;
    for (const other of others)
      await db.transaction(async (transaction) => {
        const rows = transaction.select().from(verificationTokens);
        // With the identifier, so that it locks nothing on a shard that does not have the row: a gap there could be
        // the one that a new token falls into.
        const isRow = and(
          eq(verificationTokens.token, await keyOf(other)),
          eq(verificationTokens.identifier, `password-reset:${other}`),
        );
        await rows.where(isRow).for('update');
        expect(await use(email, await create(email).then(() => create(email)))).toBe(true);
      });
  });

  /** Returns the key of the row of an identifier. */
  const keyOf = async (email: string) => (await site().rowsOf(`password-reset:${email}`))[0]?.token ?? 'none';
}
