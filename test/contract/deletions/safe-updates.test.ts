import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { ServerKind } from '../../../dev/mysql.ts';
import { wantedBackends } from '../../backends/index.ts';
import { verbAndTable } from '../verb-and-table.ts';
import { withoutSessions } from '../without-sessions.ts';
import { openSite, type Site, sets } from './open-site.ts';
import { everything, NOTHING, newPerson, rowsOf, sendLink } from './person-with-rows.ts';

const session = 'set session sql_safe_updates = 1';
withoutSessions(session);

const servers = inject('servers');
const backends = wantedBackends().filter(({ server, hasSessions }) => hasSessions && servers[server]);

/** Whether a server refuses the statement that deletes everything, as one that uses no key. */
const refuses: Record<ServerKind, boolean> = { mysql: false, mariadb: true };

/** A setting of sessions that guards against an UPDATE or DELETE of everything. */
describe.each(backends)('sql_safe_updates with $name', (backend) => {
  describe.each(sets)('on %s', (set) => {
    let site: Site;
    beforeAll(async () => {
      site = await openSite(backend, servers[backend.server] ?? '', set, session);
    });
    afterAll(() => site?.open.close());

    it('lets a user be deleted with everything, and is asked at most once whether that goes at once', async () => {
      const adapter = site.adapter();
      const [first, second, other] = [await newPerson(site), await newPerson(site), await newPerson(site)];
      // So many in so small a table that a server would rather scan it, which it then refuses.
      for (let link = 0; link < 20; link++) await sendLink(site, first.email);
      const deletionsFor = async (id: string) =>
        (await site.open.statementsOf(() => adapter.deleteUser(id)))
          .map(verbAndTable)
          .filter((each) => /^delete (?!verification)/.test(each));
      const sent = [await deletionsFor(first.id), await deletionsFor(second.id)];
      const rest = site.isProduction ? ['sessions', 'accounts', 'authenticators'] : ['sessions', 'accounts'];
      const whole = `delete ${[...rest, 'users'].join(', ')}`;
      const inTurn = ['users', ...rest].map((table) => `delete ${table}`);
      const isRefused = refuses[backend.server] || site.open.isSharded;
      expect(sent).toEqual(isRefused ? [[whole, ...inTurn], inTurn] : [[whole], [whole]]);
      for (const person of [first, second]) expect(await rowsOf(site, person)).toEqual(NOTHING);
      expect(await rowsOf(site, other)).toEqual(everything(site));
    });
  });
});
