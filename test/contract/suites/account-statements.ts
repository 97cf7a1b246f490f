import { expect, it } from 'vitest';
import * as production from '../../../src/schema/production.ts';
import type { OpenBackend } from '../../backends/backend.ts';
import { accountCalls } from '../../support/calls/account-calls.ts';
import { openPage } from '../../support/calls/account-page.ts';
import { verbAndTable } from '../verb-and-table.ts';
import { wholeUser } from '../whole-user.ts';

export function accountStatementsContract(backend: () => OpenBackend): void {
  it.each(accountCalls)('$call sends $statements', async ({ statements, prepare }) => {
    const call = await prepare(await openPage(backend(), production));
    const sent = await backend().statementsOf(call);
    const [whole, ...inTurn] = wholeUser(backend(), ['sessions', 'accounts', 'authenticators']);
    const expected = statements.flatMap((each) => (each === whole ? [each, ...inTurn] : [each]));
    expect(sent.map(verbAndTable)).toEqual(expected);
  });

  it('begins no transaction', async () => {
    const calls: (() => Promise<unknown>)[] = [];
    for (const { prepare } of accountCalls) calls.push(await prepare(await openPage(backend(), production)));
    const sent = await backend().statementsOf(async () => {
      for (const call of calls) await call();
    });
    expect(sent.length).toBeGreaterThan(calls.length);
    expect(sent.filter((text) => !/^(select|update|delete) /.test(text))).toEqual([]);
  });
}
