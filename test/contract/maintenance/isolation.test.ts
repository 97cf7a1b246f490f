import { afterAll, beforeAll, beforeEach, describe, inject } from 'vitest';
import { wantedBackends } from '../../backends/index.ts';
import { openSite, type Site, sets } from './open-site.ts';
import { orphansSuite } from './orphans.ts';
import { pruneSuite } from './prune.ts';
import { trafficSuite } from './traffic.ts';

const servers = inject('servers');

/** Other files work at REPEATABLE READ, the default; below it, a DELETE locks only what it has found. */
const levels = [
  { level: 'REPEATABLE READ', suites: { 'beside traffic': trafficSuite } },
  {
    level: 'READ COMMITTED',
    suites: {
      'beside traffic': trafficSuite,
      'of what is over': pruneSuite,
      'of what nobody owns': orphansSuite,
    },
  },
];

describe.each(wantedBackends().filter(({ server }) => servers[server]))('$name', (backend) => {
  // Without sessions, there is only the server's default.
  describe.each(backend.hasSessions ? levels : levels.slice(0, 1))('at $level', ({ level, suites }) => {
    describe.each(sets)('on %s, maintenance', (set) => {
      let site: Site;
      beforeAll(async () => {
        const session = `set session transaction isolation level ${level}`;
        site = await openSite(backend, servers[backend.server] ?? '', set, session);
      });
      beforeEach(() => site.clear());
      afterAll(() => site?.open.close());
      describe.each(Object.entries(suites))('%s', (_name, suite) => suite(() => site));
    });
  });
});
