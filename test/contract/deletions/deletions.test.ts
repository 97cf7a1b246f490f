import { afterAll, beforeAll, describe, inject } from 'vitest';
import { wantedBackends } from '../../backends/index.ts';
import { bystandersSuite } from './bystanders.ts';
import { fallbackSuite } from './fallback.ts';
import { foreignKeysSuite } from './foreign-keys.ts';
import { idCollationsSuite } from './id-collations.ts';
import { leftoverRowsSuite } from './leftover-rows.ts';
import { linksSuite } from './links.ts';
import { lookAlikeIdsSuite } from './look-alike-ids.ts';
import { manyRowsSuite } from './many-rows.ts';
import { openSite, type Site, sets } from './open-site.ts';
import { sentStatementsSuite } from './sent-statements.ts';
import { triggersSuite } from './triggers.ts';

const suites = {
  statements: sentStatementsSuite,
  'pending links': linksSuite,
  'foreign keys of somebody’s own': foreignKeysSuite,
  triggers: triggersSuite,
  'columns of mixed collations': idCollationsSuite,
  'those who look alike': lookAlikeIdsSuite,
  'many rows': manyRowsSuite,
  'users who are gone': leftoverRowsSuite,
  'a server that refuses the statement': fallbackSuite,
  'people who have nothing to do with it': bystandersSuite,
};

const servers = inject('servers');

/** A short limit for waits, so that a blocked statement fails soon. Over HTTP there is no session to set it for. */
const session = 'set session innodb_lock_wait_timeout = 1';

describe.each(wantedBackends().filter(({ server }) => servers[server]))('$name', (backend) => {
  describe.each(sets)('on %s, deleting a user and', (set) => {
    describe.each(Object.entries(suites))('%s', (_name, suite) => {
      let site: Site;
      beforeAll(async () => {
        site = await openSite(backend, servers[backend.server] ?? '', set, session);
      });
      afterAll(() => site?.open.close());
      suite(() => site, set);
    });
  });
});
