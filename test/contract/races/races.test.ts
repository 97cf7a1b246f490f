import { sql } from 'drizzle-orm';
import type { MySql2Database } from 'drizzle-orm/mysql2';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { OpenBackend } from '../../backends/backend.ts';
import { wantedBackends } from '../../backends/index.ts';
import { deletionRaces } from './deleted-user.ts';
import { lastWayInRaces } from './last-way-in.ts';
import { accountRaces } from './one-account.ts';
import { userRaces } from './one-address.ts';
import { tokenRaces } from './one-token.ts';
import { undoneSignUpRaces } from './undone-sign-up.ts';

const suites = {
  'one verification token': tokenRaces,
  'one account at a provider': accountRaces,
  'one e-mail address': userRaces,
  'a user who is deleted': deletionRaces,
  'a sign-up that is undone': undoneSignUpRaces,
  'the last way to sign in': lastWayInRaces,
};

const servers = inject('servers');

/** At REPEATABLE READ, the default, locks on what is not there hide some of what can go wrong. */
const levels = ['REPEATABLE READ', 'READ COMMITTED'];

describe.each(wantedBackends().filter(({ server }) => servers[server]))('$name', (backend) => {
  // Without sessions, there is only the server's default.
  describe.each(backend.hasSessions ? levels : levels.slice(0, 1))('at %s, racing for', (level) => {
    let open: OpenBackend;
    beforeAll(async () => {
      const session = `set session transaction isolation level ${level}`;
      open = await backend.open(servers[backend.server] ?? '', {
        hasLeastRights: true,
        ...(backend.hasSessions && { session }),
      });
    });
    afterAll(() => open.close());

    // Over HTTP there is only the server's own level.
    if (backend.hasSessions)
      it('what is said to be raced for: connections are at this level', async () => {
        // MariaDB has had MySQL's name for the variable only since 11.1.
        const variables = sql`show session variables where variable_name in ('transaction_isolation', 'tx_isolation')`;
        const [rows] = await (open.source() as MySql2Database).execute(variables);
        expect(rows).toEqual(
          expect.arrayContaining([expect.objectContaining({ Value: level.replace(' ', '-') })]),
        );
      });

    // A request takes as long as many statements, and few races can be lost at the default level anyway.
    const rounds = backend.hasSessions ? 40 : 10;
    describe.each(Object.entries(suites))('%s', (_name, suite) => suite(() => open, rounds));
  });
});
