import { afterAll, beforeAll, describe, inject } from 'vitest';
import { wantedBackends } from '../../backends/index.ts';
import { damagedSuite } from './damaged.ts';
import { encryptedSuite } from './encrypted.ts';
import { endingsSuite } from './endings.ts';
import { lateSuite } from './late.ts';
import { openSite, type Site, sets } from './open-site.ts';
import { reencryptedSuite } from './reencrypted.ts';
import { refreshSuite } from './refresh.ts';
import { storedTokensSuite } from './stored-tokens.ts';
import { updateOnSignInSuite } from './update-on-sign-in.ts';

const suites = {
  'the tokens of a sign-in': updateOnSignInSuite,
  'stored tokens': storedTokensSuite,
  'a refresh': refreshSuite,
  'a refresh that brings no token': endingsSuite,
  'callers who are held up': lateSuite,
  'encrypted tokens': encryptedSuite,
  'encrypted tokens that were damaged': damagedSuite,
  'tokens that are encrypted anew': reencryptedSuite,
};

const servers = inject('servers');

describe.each(wantedBackends().filter(({ server }) => servers[server]))('$name', (backend) => {
  describe.each(Object.keys(sets) as (keyof typeof sets)[])('%s', (set) => {
    describe.each(Object.entries(suites))('%s', (_name, suite) => {
      let site: Site;
      beforeAll(async () => {
        site = await openSite(backend, servers[backend.server] ?? '', set);
      });
      afterAll(() => site?.close());
      suite(() => site);
    });
  });
});
