import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import type { OpenBackend } from '../backends/backend.ts';
import { wantedBackends } from '../backends/index.ts';
import { asDefault, COLLATIONS, type Collation, canHold, equalsOf } from './collations.ts';
import { fewLookAlikes, type LookAlike, lookAlikes } from './look-alikes.ts';
import { deleteRows } from './owners.ts';

/** A database of one collation, through one driver. */
export interface TestedDatabase {
  open(): OpenBackend;
  /** Says whether the tables can hold a text that the adapter would write. */
  canHold(text: string): boolean;
  /** Says whether the server takes the two names for equal. */
  takesForEqual(lookAlike: LookAlike): boolean;
  /**
   * Returns the look-alikes to test, of which the tables can hold the stored name: all of them in the server's own
   * collation, and else those that it takes for equal or cannot compare.
   */
  lookAlikes(): LookAlike[];
  /** Returns those of them that are not another one the other way round. */
  pairs(): LookAlike[];
}

interface Choice {
  /** SQL to run after the DDL of the basic tables. */
  readonly additions?: string;
  /** Whether a collation is wanted. @default all of them */
  readonly isWanted?: (collation: Collation) => boolean;
}

/** Runs suites on a database of each collation, on every backend. */
export function describeEachDatabase(
  suites: Readonly<Record<string, (database: TestedDatabase) => void>>,
  { additions = '', isWanted = () => true }: Choice,
): void {
  const servers = inject('servers');
  describe.each(wantedBackends().filter(({ server }) => servers[server]))('$name', (backend) => {
    describe.each(COLLATIONS[backend.server].filter(isWanted))(
      '$name',
      ({ name: collation, equals, isDefault }) => {
        let open: OpenBackend;
        let equal: Set<string>;
        beforeAll(async () => {
          const databaseDefaults = asDefault(collation);
          open = await backend.open(servers[backend.server] ?? '', { databaseDefaults, additions });
          equal = await equalsOf(open, collation);
        });
        // A lookup by account reads them all, so rows left behind slow down every test that follows.
        afterEach(() => deleteRows(open.db));
        afterAll(() => open.close());

        // Over HTTP a statement takes five times as long, and the same server compares.
        const all = backend.hasSessions ? lookAlikes : fewLookAlikes;
        const isTelling = (each: LookAlike) =>
          isDefault || equal.has(each.what) || each.isSameAddress || !canHold(collation, each.asked);
        const tested = () => all.filter((each) => canHold(collation, each.stored) && isTelling(each));
        const database: TestedDatabase = {
          open: () => open,
          canHold: (text) => canHold(collation, text),
          takesForEqual: ({ what }) => equal.has(what),
          lookAlikes: tested,
          pairs: () => tested().filter(({ isSwapped }) => !isSwapped),
        };
        it('takes different names for equal', () => {
          expect(equal.size).toBeGreaterThanOrEqual(equals);
        });
        describe.each(Object.entries(suites))('%s', (_name, suite) => suite(database));
      },
    );
  });
}

/** Returns the pairs that the server takes for equal, or of which no row can have the name that is asked for. */
export const confusingPairs = (database: TestedDatabase): LookAlike[] =>
  database.pairs().filter((each) => database.takesForEqual(each) || !database.canHold(each.asked));
