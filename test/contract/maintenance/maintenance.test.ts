import { afterAll, beforeAll, beforeEach, describe, inject } from 'vitest';
import { wantedBackends } from '../../backends/index.ts';
import { batchesSuite } from './batches.ts';
import { failuresSuite } from './failures.ts';
import { openSite, type Site, sets } from './open-site.ts';
import { orphansSuite } from './orphans.ts';
import { ownTablesSuite } from './own-tables.ts';
import { pruneSuite } from './prune.ts';
import { refusalsSuite } from './refusals.ts';
import { statementsSuite } from './statements.ts';

const suites = {
  'what is over': pruneSuite,
  'what nobody owns': orphansSuite,
  batches: batchesSuite,
  statements: statementsSuite,
  'tables of a site’s own': ownTablesSuite,
  'what breaks along the way': failuresSuite,
  'what cannot be done': refusalsSuite,
};

const servers = inject('servers');

describe.each(wantedBackends().filter(({ server }) => servers[server]))('$name', (backend) => {
  describe.each(sets)('on %s, maintenance of', (set) => {
    let site: Site;
    beforeAll(async () => {
      site = await openSite(backend, servers[backend.server] ?? '', set);
    });
    beforeEach(() => site.clear());
    afterAll(() => site?.open.close());
    describe.each(Object.entries(suites))('%s', (_name, suite) => suite(() => site));
  });
});
