import { describe, expect, inject, it, onTestFinished } from 'vitest';
import { oneTimeTokens } from '../../src/one-time-tokens.ts';
import * as basic from '../../src/schema/index.ts';
import * as production from '../../src/schema/production.ts';
import { wantedBackends } from '../backends/index.ts';
import { kindsOf, scansOf } from '../support/databases/explain.ts';
import { productionSql } from '../support/databases/production-sql.ts';
import { unique } from '../support/rows/samples.ts';
import { MANY_ROWS } from './filling-sql.ts';

const servers = inject('servers');

/** The statements that read every row: where the identifier has no index, the one that locks nothing. */
const sets = [
  ['basic', basic, ['select verification_tokens by identifier']],
  ['production', production, []],
] as const;

describe.each(wantedBackends().filter(({ server }) => servers[server]))('$name', (backend) => {
  describe.each(sets)('on the %s tables', (set, tables, scans) => {
    it.each(['utf8mb4', 'latin1'])(
      'finds tokens by an index if there is one, with text in %s',
      async (charset) => {
        const additions = `${set === 'production' ? await productionSql() : ''}\n${MANY_ROWS}`;
        const databaseDefaults = `character set ${charset}`;
        const open = await backend.open(servers[backend.server] ?? '', { databaseDefaults, additions });
        onTestFinished(() => open.close());
        const { create, use } = oneTimeTokens(open.adapter({ tables }), { purpose: 'password-reset' });
        const identifier = unique("é'");
        const statements = await open.statementsOf(async () => {
          await create(identifier);
          expect(await use(identifier, await create(identifier))).toBe(true);
        });
        expect(statements).toHaveLength(7);
        expect(kindsOf(statements)).toEqual([
          'delete verification_tokens by token, identifier',
          'insert verification_tokens',
          'select verification_tokens by identifier',
          'select verification_tokens by token, identifier',
        ]);
        expect(await scansOf(open.db, statements)).toEqual(scans);
      },
    );
  });
});
