import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { countOrphans, deleteOrphans, prune } from '../../src/maintenance.ts';
import * as basic from '../../src/schema/index.ts';
import * as production from '../../src/schema/production.ts';
import type { OpenBackend } from '../backends/backend.ts';
import { wantedBackends } from '../backends/index.ts';
import { accessesOf } from '../support/databases/explain.ts';
import { productionSql } from '../support/databases/production-sql.ts';
import { MANY_PASSKEYS, MANY_ROWS } from './filling-sql.ts';

const servers = inject('servers');

/** How many rows are over, and how many belong to nobody, of the 3,125 in each table. */
const SOME = 20;

/** Ends as they come with time: with one and the same, MySQL skips through their index, value by value. */
const SPOILT = `
  update sessions set expires = expires + interval id second;
  update sessions set expires = '2026-01-31' where id <= ${SOME};
  update verification_tokens set expires = '2026-01-31' order by token limit ${SOME};
  update accounts set user_id = 'nobody' where id <= ${SOME};
  analyze table sessions, accounts, verification_tokens;
`;

/** The rows that a statement may read in each table, which is more than it looks for where an index is of pages. */
const FEW = 2 * SOME;

describe.each(wantedBackends().filter(({ server }) => servers[server]))('$name', (backend) => {
  describe.each([
    ['basic', basic],
    ['production', production],
  ] as const)('on the %s tables, maintenance', (set, tables) => {
    let open: OpenBackend;
    let statements: string[];
    beforeAll(async () => {
      const additions =
        set === 'basic'
          ? MANY_ROWS + SPOILT
          : `${await productionSql()}\n${MANY_ROWS}${MANY_PASSKEYS}${SPOILT}`;
      open = await backend.open(servers[backend.server] ?? '', { additions });
      const adapter = open.adapter({ tables });
      statements = await open.statementsOf(async () => {
        expect(await prune(adapter)).toMatchObject({ sessions: SOME, verificationTokens: SOME });
        await open.db.execute(sql`update sessions set user_id = 'nobody' order by id limit 20`);
        expect(await countOrphans(adapter)).toMatchObject({ sessions: SOME, accounts: SOME });
        expect(await deleteOrphans(adapter, { atMost: 2 * SOME })).toMatchObject({ done: true });
      });
    });
    afterAll(() => open?.close());

    it('deletes by the keys of the rows, and locks no others of their table', async () => {
      const deletions = statements.filter((each) => each.startsWith('delete'));
      expect(deletions).toHaveLength(4);
      // The rows are gone by now: a plan goes by what is written, and by how many rows there are in all.
      for (const each of deletions)
        for (const { table, type, rows } of await accessesOf(open.db, each)) {
          expect([each.slice(0, 60), type]).toEqual([
            each.slice(0, 60),
            table === 'users' ? 'eq_ref' : 'range',
          ]);
          expect(Number(rows)).toBeLessThanOrEqual(FEW);
        }
    });

    it('asks for users by their key, and for what is over by its index if there is one', async () => {
      const reads = statements.filter((each) => each.startsWith('select') && !each.includes(' offset 9'));
      expect(reads.length).toBeGreaterThan(6);
      for (const each of reads) {
        const accesses = await accessesOf(open.db, each);
        for (const { table, type, rows } of accesses) {
          if (table === 'users') expect([each, type]).toEqual([each, 'eq_ref']);
          else if (set === 'production' && each.includes('order by `')) {
            expect([each, type]).toEqual([each, 'range']);
            expect(Number(rows)).toBeLessThanOrEqual(FEW);
          }
        }
      }
    });

    it('finds the ends of windows in the index of a key', async () => {
      const bounds = statements.filter((each) => / limit 1 offset /.test(each));
      expect(bounds.length).toBeGreaterThan(4);
      for (const each of bounds)
        for (const { type, Extra } of await accessesOf(open.db, each)) {
          expect(['index', 'range']).toContain(type);
          expect(Extra).toContain('Using index');
          expect(Extra).not.toContain('filesort');
        }
    });
  });
});
