import { afterAll, beforeAll, describe, inject } from 'vitest';
import type { OpenOptions } from '../../backends/backend.ts';
import { wantedBackends } from '../../backends/index.ts';
import { guessesSuite } from './guesses.ts';
import { lostAnswersSuite } from './lost-answers.ts';
import { newCodesSuite } from './new-codes.ts';
import { openSite, type Site } from './open-site.ts';
import { ownTablesSuite } from './own-tables.ts';
import { racesSuite } from './races.ts';
import { requestsSuite } from './requests.ts';
import { settingsSuite } from './settings.ts';
import { signInsSuite } from './sign-ins.ts';
import { whoseSuite } from './whose.ts';

const suites = {
  'whose code it is': whoseSuite,
  guesses: guessesSuite,
  'new codes': newCodesSuite,
  'lost answers': lostAnswersSuite,
  'requests for codes': requestsSuite,
  'sign-ins by code': signInsSuite,
};

/** At REPEATABLE READ, the default, locks on what is not there hide some of what can go wrong. */
const LEVELS = ['REPEATABLE READ', 'READ COMMITTED'];

const LATIN1 = 'alter table verification_tokens convert to character set latin1;';

/** Settings of the table, and of sessions, which there are not over HTTP. */
const SETTINGS: Record<string, OpenOptions> = {
  'text in latin1': { additions: LATIN1 },
  'no strict mode': { session: "set session sql_mode = ''" },
  'text in latin1, and no strict mode': {
    additions: LATIN1,
    session: "set session sql_mode = ''",
  },
  sql_safe_updates: { session: 'set session sql_safe_updates = 1' },
};

const servers = inject('servers');

describe.each(wantedBackends().filter(({ server }) => servers[server]))('$name', (backend) => {
  function withSite(options: OpenOptions, suite: (site: () => Site) => void) {
    let site: Site;
    beforeAll(async () => {
      site = await openSite(backend, servers[backend.server] ?? '', options);
    });
    afterAll(() => site?.close());
    suite(() => site);
  }

  describe('with the production tables:', () => {
    withSite({}, (site) => {
      describe.each(Object.entries(suites))('%s', (_name, suite) => suite(site));
    });
  });

  describe('tables of a site’s own', () => withSite({ hasLeastRights: false }, ownTablesSuite));

  describe.each(
    Object.entries(SETTINGS).filter(([, { session }]) => backend.hasSessions || session === undefined),
  )('with %s', (_name, options) => withSite(options, settingsSuite));

  // Without sessions, there is only the server's default, and a request takes as long as many statements.
  describe.each(backend.hasSessions ? LEVELS : LEVELS.slice(0, 1))('races at %s', (level) => {
    const session = `set session transaction isolation level ${level}`;
    withSite(backend.hasSessions ? { session } : {}, (site) =>
      racesSuite(site, backend.hasSessions ? 10 : 3),
    );
  });
});
