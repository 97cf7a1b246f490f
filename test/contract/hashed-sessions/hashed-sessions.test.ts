import { afterAll, beforeAll, describe, inject } from 'vitest';
import type { OpenOptions } from '../../backends/backend.ts';
import { wantedBackends } from '../../backends/index.ts';
import { accountPageSuite } from './account-page.ts';
import { methodsSuite } from './methods.ts';
import { openSite, type Site, sets } from './open-site.ts';
import { ownTablesSuite } from './own-tables.ts';
import { heldRacesSuite, racesSuite } from './races.ts';
import { rewritingSuite } from './rewriting.ts';
import { theftSuite } from './theft.ts';

const suites = {
  'the methods of sessions': methodsSuite,
  'the row of a session': rewritingSuite,
  'the account of a person': accountPageSuite,
  'who has every row': theftSuite,
};

/** At REPEATABLE READ, the default, locks on what is not there hide some of what can go wrong. */
const LEVELS = ['REPEATABLE READ', 'READ COMMITTED'];

const servers = inject('servers');

describe.each(wantedBackends().filter(({ server }) => servers[server]))('$name', (backend) => {
  function withSite(set: keyof typeof sets, options: OpenOptions, suite: (site: () => Site) => void) {
    let site: Site;
    beforeAll(async () => {
      site = await openSite(backend, servers[backend.server] ?? '', set, options);
    });
    afterAll(() => site?.close());
    suite(() => site);
  }

  describe.each(Object.keys(sets) as (keyof typeof sets)[])('%s:', (set) => {
    withSite(set, {}, (site) => {
      describe.each(Object.entries(suites))('%s', (_name, suite) => suite(site));
    });
  });

  describe('tables of a site’s own:', () =>
    withSite('the basic tables', { hasLeastRights: false }, ownTablesSuite));

  if (backend.hasSessions)
    describe('with sql_safe_updates:', () =>
      withSite('the basic tables', { session: 'set session sql_safe_updates = 1' }, methodsSuite));

  // Without sessions, there is only the server's default, and a request takes as long as many statements.
  describe.each(backend.hasSessions ? LEVELS : LEVELS.slice(0, 1))('races at %s:', (level) => {
    const session = `set session transaction isolation level ${level}`;
    withSite('the basic tables', backend.hasSessions ? { session } : {}, (site) => {
      racesSuite(site, backend.hasSessions ? 12 : 3);
      describe('held up', () => heldRacesSuite(site));
    });
  });
});
