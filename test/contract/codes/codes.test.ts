import { afterAll, beforeAll, describe, inject } from 'vitest';
import { wantedBackends } from '../../backends/index.ts';
import { guessesSuite } from './guesses.ts';
import { lostAnswersSuite } from './lost-answers.ts';
import { newCodesSuite } from './new-codes.ts';
import { openSite, type Site } from './open-site.ts';
import { requestsSuite } from './requests.ts';
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

const servers = inject('servers');

describe.each(wantedBackends().filter(({ server }) => servers[server]))('$name', (backend) => {
  let site: Site;
  beforeAll(async () => {
    site = await openSite(backend, servers[backend.server] ?? '');
  });
  afterAll(() => site?.close());
  describe.each(Object.entries(suites))('%s', (_name, suite) => suite(() => site));
});
