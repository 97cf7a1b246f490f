import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { countOrphans, deleteOrphans, prune } from '../../../src/maintenance.ts';
import { wantedBackends } from '../../backends/index.ts';
import { withoutSessions } from '../without-sessions.ts';
import { inHours, openSite, type Site, sets } from './open-site.ts';

const session = 'set session sql_safe_updates = 1';
withoutSessions(session);

const servers = inject('servers');
const backends = wantedBackends().filter(({ server, hasSessions }) => hasSessions && servers[server]);

/** A setting of sessions that refuses an UPDATE or DELETE which would read a whole table, as servers like to do with small ones. */
describe.each(backends)('sql_safe_updates with $name', (backend) => {
  describe.each(sets)('on %s', (set) => {
    let site: Site;
    beforeAll(async () => {
      site = await openSite(backend, servers[backend.server] ?? '', set, session);
    });
    afterAll(() => site?.open.close());

    it('lets maintenance delete what is over and what nobody owns, and nothing else', async () => {
      const user = await site.addUser();
      const live = await site.addSessions(1, inHours(1), user);
      await site.addSessions(9, inHours(-1));
      await site.addLinks(9, inHours(-1));
      const pending = await site.addLinks(1, inHours(1));
      const adapter = site.adapter();
      expect(await prune(adapter)).toEqual({ sessions: 9, verificationTokens: 9, done: true });
      expect([await site.sessions(), await site.links()]).toEqual([live, pending]);
      await site.addSessions(9, inHours(1));
      for (let index = 0; index < 9; index++) await site.addAccount('nobody');
      const kept = await site.addAccount(user);
      expect(await deleteOrphans(adapter, { atMost: 18 })).toMatchObject({ sessions: 9, accounts: 9 });
      expect([await site.sessions(), await site.accounts()]).toEqual([live, [kept]]);
      expect(await countOrphans(adapter)).toMatchObject({ sessions: 0, accounts: 0 });
    });
  });
});
