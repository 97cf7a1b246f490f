import { describe, expect, it } from 'vitest';
import type { OpenBackend, Refusal } from '../../backends/backend.ts';
import { singleWrites } from '../../support/calls/single-writes.ts';
import { newUser } from '../../support/rows/samples.ts';
import { outcomeOf } from '../outcome.ts';

/** vtgate's errors for a statement that it sends to no shard, with their numbers in MySQL's protocol. */
const notPlanned: readonly Refusal[] = [
  {
    errno: 1105,
    message:
      "plan includes scatter, which is disallowed using the `no_scatter` command line argument, when executing statement 'select 1'",
  },
  {
    errno: 1317,
    message: 'multi-db transaction attempted: [target:{keyspace:"app" shard:"-80" tablet_type:PRIMARY}]',
  },
  { errno: 1235, message: 'VT12001: unsupported: multi-shard or vindex write statement' },
];

/** Texts that are in no list, with the numbers that Vitess gives to errors without one of their own. */
const unknown: readonly Refusal[] = [
  { errno: 1105, message: 'the planets are not aligned' },
  { errno: 1317, message: 'target: app.-.primary: the planets are not aligned' },
];

/** Errors whose code or number says nothing, so that their text decides, or nothing does. */
export function unknownTextsContract(backend: () => OpenBackend): void {
  /** Makes a call one of whose statements is refused every time. */
  async function refused(call: () => Promise<unknown>, statement: RegExp, refusal: Refusal) {
    backend().refuse(statement, { ...refusal, times: 10 });
    let end: unknown;
    const sent = await backend().statementsOf(async () => {
      end = await outcomeOf(call);
    });
    return { end, times: sent.filter((text) => statement.test(text)).length };
  }

  describe.each(Object.entries(singleWrites))('%s', (_name, prepare) => {
    it.each([
      ['is refused when vtgate cannot plan it', notPlanned, 'DATABASE'],
      ['may have happened when nobody knows the text', unknown, 'OUTCOME_UNKNOWN'],
    ] as const)('%s, and is sent once', async (_title, refusals, code) => {
      for (const refusal of refusals) {
        const { call, statement, timesDone } = await prepare(backend().adapter(), backend().db);
        expect(await refused(call, statement, refusal)).toEqual({ end: { failed: code }, times: 1 });
        expect(await timesDone()).toBe(0);
      }
    });
  });

  it('treats either as a refused read, and sends it once', async () => {
    const adapter = backend().adapter();
    for (const refusal of [...notPlanned, ...unknown]) {
      const { id } = await adapter.createUser(newUser());
      const read = await refused(() => adapter.getUser(id), new RegExp(`^select .*${id}`), refusal);
      expect(read).toEqual({ end: { failed: 'DATABASE' }, times: 1 });
    }
  });
}
