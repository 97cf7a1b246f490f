import { expect, it } from 'vitest';
import type { OpenBackend } from '../../backends/backend.ts';
import { newAccount, newUser, signIn } from '../../support/rows/samples.ts';
import { cases } from '../method-calls.ts';
import { verbAndTable } from '../verb-and-table.ts';
import { wholeUser } from '../whole-user.ts';

export function statementsContract(backend: () => OpenBackend): void {
  it.each(cases)('$call sends $statements', async ({ statements, prepare }) => {
    const call = await prepare(backend().adapter());
    const sent = await backend().statementsOf(call);
    const [whole, ...inTurn] = wholeUser(backend());
    const expected = statements.flatMap((each) => (each === whole ? [each, ...inTurn] : [each]));
    expect(sent.map(verbAndTable)).toEqual(expected);
  });

  it('never sets what a row is looked up or placed by, also when the whole session is given', async () => {
    const adapter = backend().adapter();
    const session = await signIn(adapter);
    const [update = ''] = await backend().statementsOf(() => adapter.updateSession(session));
    expect(update.split(' where ')[0]).toMatch(
      /^update `sessions` set `expires` = '[^']+', `updated_at` = '[^']+'$/,
    );
  });

  it('begins no transaction in any method', async () => {
    const adapter = backend().adapter();
    const calls = await Promise.all(cases.map(({ prepare }) => prepare(adapter)));
    const sent = await backend().statementsOf(async () => {
      for (const call of calls) await call();
    });
    expect(sent.length).toBeGreaterThan(calls.length);
    expect(sent.filter((text) => !/^(select|insert|update|delete) /.test(text))).toEqual([]);
  });

  it('never sends the word default, which a sharded database cannot route', async () => {
    const adapter = backend().adapter();
    const sent = await backend().statementsOf(async () => {
      const { id } = await adapter.createUser(newUser());
      await adapter.linkAccount(newAccount(id));
      await signIn(adapter, id);
    });
    expect(sent.join('\n')).not.toMatch(/\bdefault\b/i);
  });
}
