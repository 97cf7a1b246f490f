import { expect, it } from 'vitest';
import { everyStatement } from '../../support/calls/every-statement.ts';
import { newUser, uniqueEmail } from '../../support/rows/samples.ts';
import { verbAndTable } from '../verb-and-table.ts';
import { wholeUser } from '../whole-user.ts';
import { ownedTables, type Site, sets } from './open-site.ts';
import { sendLink } from './person-with-rows.ts';

const SELECT_USER = 'select users';
const SELECT_LINKS = 'select verification_tokens';
const DELETE_LINKS = 'delete verification_tokens';

/** What a deletion sends: without an index on the address, the links are read first. */
const expected = {
  [sets[0]]: {
    without: [SELECT_LINKS],
    withLink: [SELECT_LINKS, DELETE_LINKS],
  },
  [sets[1]]: {
    without: [DELETE_LINKS],
    withLink: [DELETE_LINKS],
  },
};

/** Says whether a DELETE has the form for several tables, or a subquery, which not every server takes in that form. */
export const isSure = (statement: string) =>
  /^delete from `(\w+)` using `\1` where /.test(statement) || statement.includes('(select ');

export function sentStatementsSuite(site: () => Site, set: (typeof sets)[number]): void {
  const { without, withLink } = expected[set];
  const whole = () => wholeUser(site().open, ownedTables(site()));

  /** Deletes a user with an address and links to it, and returns what was sent. */
  async function sentFor(email: string, links: readonly string[]): Promise<string[]> {
    const adapter = site().adapter();
    const { id } = await adapter.createUser(newUser({ email }));
    for (const link of links) await sendLink(site(), link);
    return (await site().open.statementsOf(() => adapter.deleteUser(id))).map(verbAndTable);
  }
  const capitals = () => uniqueEmail().replace('ada', 'Ada');

  it(`sends ${without.length + 2} where no link waits, and ${withLink.length + 2} where one does`, async () => {
    expect(await sentFor(uniqueEmail(), [])).toEqual([SELECT_USER, ...without, ...whole()]);
    const email = uniqueEmail();
    expect(await sentFor(email, [email, email])).toEqual([SELECT_USER, ...withLink, ...whole()]);
  });

  it(`sends ${without.length * 2 + 2} for an address in capitals, and ${withLink.length * 2 + 2} where both have links`, async () => {
    expect(await sentFor(capitals(), [])).toEqual([SELECT_USER, ...without, ...without, ...whole()]);
    const email = capitals();
    expect(await sentFor(email, [email, email.toLowerCase()])).toEqual([
      ...[SELECT_USER, ...withLink, ...withLink],
      ...whole(),
    ]);
  });

  it('sends one statement for a user without an address, besides the one that reads it', async () => {
    const adapter = site().adapter();
    const { id } = await adapter.createUser(newUser({ email: null as never }));
    const sent = await site().open.statementsOf(() => adapter.deleteUser(id));
    expect(sent.map(verbAndTable)).toEqual([SELECT_USER, ...whole()]);
  });

  it('writes every DELETE of every method so that MariaDB tells the truth when one is killed', async () => {
    const sent = await everyStatement(site().open, site().tables);
    const deletions = sent.filter((statement) => statement.startsWith('delete'));
    expect(new Set(deletions.map(verbAndTable)).size).toBeGreaterThan(4);
    expect(deletions.filter((statement) => !isSure(statement))).toEqual([]);
  });
}
