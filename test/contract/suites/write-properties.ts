import fc from 'fast-check';
import { beforeAll, beforeEach, expect, it } from 'vitest';
import type { OpenBackend } from '../../backends/backend.ts';
import { anyRow } from '../any-value/arbitraries.ts';
import { isRow, rowOf } from '../any-value/expected-values.ts';
import { writes } from '../any-value/row-writes.ts';
import {
  NOW,
  readTables,
  storePeople,
  type Tables,
  visible,
  writeTables,
} from '../any-value/stored-people.ts';
import { outcomeOf } from '../outcome.ts';

const REFUSED = ['INVALID_ARGUMENT', 'VALUE_TOO_LONG'];

/** Whatever a method is given to write is stored as it was given, or nothing is. */
export function writePropertiesContract(backend: () => OpenBackend): void {
  let tables: Tables;
  beforeAll(async () => {
    tables = await storePeople(backend());
  });
  beforeEach(() => writeTables(backend(), tables));
  const newAdapter = () => backend().adapter({ now: () => NOW, logger: { warn: () => {} } });

  it.each(Object.entries(writes))('%s stores what it is given, or nothing', async (_, write) => {
    const adapter = newAdapter();
    const property = fc.asyncProperty(anyRow(write.usual), async (given) => {
      const expected = isRow(given) ? rowOf(write.fates, given) : undefined;
      const obstacle = expected && (await write.obstacle(backend(), tables, expected));
      const outcome = await outcomeOf(() => write.call(adapter, given as never));
      const { [write.table]: rows, ...others } = await readTables(backend());
      const { [write.table]: before, ...othersBefore } = tables;
      try {
        expect(others).toEqual(othersBefore);
        const added = rows.filter((row) => !before.some((each) => keyOf(each) === keyOf(row)));
        expect(rows.filter((row) => !(added as unknown[]).includes(row))).toEqual(before);
        if (expected && !obstacle) {
          expect(added).toMatchObject([expected]);
          expect(outcome).toEqual({ returned: visible(added[0] ?? {}) });
        } else {
          expect(added).toEqual([]);
          expect(outcome).toEqual({ failed: expect.toBeOneOf(obstacle ? [obstacle] : REFUSED) });
        }
      } finally {
        if (rows.length > before.length) await writeTables(backend(), { [write.table]: before });
      }
    });
    await fc.assert(property, { numRuns: 40, endOnFailure: true });
  });
}

/** Tells rows of one table apart. */
const keyOf = (row: object) => ('id' in row ? row.id : 'token' in row && row.token);
