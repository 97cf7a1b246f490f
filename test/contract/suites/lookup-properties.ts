import fc from 'fast-check';
import { beforeAll, beforeEach, expect, it } from 'vitest';
import type { OpenBackend } from '../../backends/backend.ts';
import { anyValue, lookalikesOf } from '../any-value/arbitraries.ts';
import { peopleLookups } from '../any-value/people-lookups.ts';
import { sessionLookups } from '../any-value/session-lookups.ts';
import { NOW, readTables, storePeople, type Tables, writeTables } from '../any-value/stored-people.ts';
import { outcomeOf } from '../outcome.ts';

const lookups = Object.entries({ ...peopleLookups, ...sessionLookups });

/** Whatever a method is asked for, it finds the row of exactly that name or none. */
export function lookupPropertiesContract(backend: () => OpenBackend): void {
  let tables: Tables;
  beforeAll(async () => {
    tables = await storePeople(backend());
  });
  beforeEach(() => writeTables(backend(), tables));

  it.each(lookups)(
    '%s finds exactly the row that it is given, and leaves all others alone',
    async (_, lookup) => {
      const adapter = backend().adapter({ now: () => NOW });
      const names = lookup.names(tables);
      const value = fc.oneof(
        fc.constantFrom(...names),
        fc.constantFrom(...names.flatMap((name) => lookalikesOf(String(name)))),
        anyValue(),
      );
      const textOf = lookup.nameOf ?? ((given: unknown) => (typeof given === 'string' ? given : undefined));
      const property = fc.asyncProperty(value, async (given) => {
        const name = textOf(given);
        const { left, ...outcome } =
          name === undefined
            ? { failed: 'INVALID_ARGUMENT', left: {} }
            : { left: {}, ...lookup.expected(tables, name) };
        try {
          expect(await outcomeOf(() => lookup.call(adapter, given as never))).toEqual(outcome);
          expect(await readTables(backend())).toEqual({ ...tables, ...left });
        } finally {
          const changed = Object.entries(tables).filter(([table]) => table in left);
          await writeTables(backend(), Object.fromEntries(changed));
        }
      });
      await fc.assert(property, { numRuns: 25, endOnFailure: true });
    },
  );
}
