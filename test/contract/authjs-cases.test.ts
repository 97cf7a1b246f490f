import { afterAll, beforeAll, describe, inject } from 'vitest';
import * as basic from '../../src/schema/index.ts';
import * as production from '../../src/schema/production.ts';
import type { OpenBackend } from '../backends/backend.ts';
import { wantedBackends } from '../backends/index.ts';
import { productionSql } from '../support/databases/production-sql.ts';
import { authjsCases } from './suites/authjs-cases.ts';
import { authjsPasskeyCases } from './suites/authjs-passkey-cases.ts';

const servers = inject('servers');

describe.each(wantedBackends().filter(({ server }) => servers[server]))('$name', (backend) => {
  describe.each([
    ['the basic', basic],
    ['the production', production],
  ])('every case of Auth.js on %s tables', (_name, tables) => {
    let open: OpenBackend;
    beforeAll(async () => {
      const additions = tables === production ? await productionSql() : '';
      open = await backend.open(servers[backend.server] ?? '', { additions, hasLeastRights: true });
    });
    afterAll(() => open.close());

    authjsCases(() => open, tables);
    if (tables === production) authjsPasskeyCases(() => open);
  });
});
