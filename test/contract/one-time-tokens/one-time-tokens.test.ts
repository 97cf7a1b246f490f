import { afterAll, beforeAll, describe, inject } from 'vitest';
import { wantedBackends } from '../../backends/index.ts';
import { argumentsSuite } from './arguments.ts';
import { besideAuthSuite } from './beside-auth.ts';
import { lostAnswersSuite } from './lost-answers.ts';
import { newestSuite } from './newest.ts';
import { onceSuite } from './once.ts';
import { openSite, type Site, sets } from './open-site.ts';
import { purposesSuite } from './purposes.ts';
import { secretsSuite } from './secrets.ts';
import { statementsSuite } from './statements.ts';

const suites = {
  'a token': onceSuite,
  'the newest token': newestSuite,
  'tokens for a purpose': purposesSuite,
  'tokens beside sign-in links': besideAuthSuite({}),
  'what is stored, and what errors say': secretsSuite,
  'what cannot be one': argumentsSuite,
  'the statements': statementsSuite,
  'an answer that is lost': lostAnswersSuite,
};

/** What the basic tables have no columns for. */
const ofProduction = { 'tokens beside sign-in codes': besideAuthSuite({ emailCodes: true }) };

const servers = inject('servers');

describe.each(wantedBackends().filter(({ server }) => servers[server]))('$name', (backend) => {
  describe.each(sets)('on %s', (set) => {
    let site: Site;
    beforeAll(async () => {
      site = await openSite(backend, servers[backend.server] ?? '', set);
    });
    afterAll(() => site?.open.close());
    const all = set === sets[1] ? { ...suites, ...ofProduction } : suites;
    describe.each(Object.entries(all))('%s', (_name, suite) => suite(() => site));
  });
});
