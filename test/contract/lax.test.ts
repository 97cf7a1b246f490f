import { sql } from 'drizzle-orm';
import type { MySql2Database } from 'drizzle-orm/mysql2';
import { afterAll, beforeAll, describe, expect, inject, it, onTestFinished } from 'vitest';
import type { OpenBackend } from '../backends/backend.ts';
import { wantedBackends } from '../backends/index.ts';
import { columnTypesContract } from './suites/column-types.ts';
import { lookupPropertiesContract } from './suites/lookup-properties.ts';
import { picturesContract } from './suites/pictures.ts';
import { tokensOfProvidersContract } from './suites/tokens-of-providers.ts';
import { updatePropertiesContract } from './suites/update-properties.ts';
import { valuesContract } from './suites/values.ts';
import { writePropertiesContract } from './suites/write-properties.ts';
import { withoutSessions } from './without-sessions.ts';

const suites = {
  'columns of every type': columnTypesContract,
  values: valuesContract,
  pictures: picturesContract,
  'tokens of providers': tokensOfProvidersContract,
  'lookups by any value': lookupPropertiesContract,
  'writes of any value': writePropertiesContract,
  'updates of any value': updatePropertiesContract,
};

withoutSessions("set sql_mode = ''");

const servers = inject('servers');
const backends = wantedBackends().filter(({ server, hasSessions }) => servers[server] && hasSessions);

/** A server that silently stores something else where a strict one refuses: the adapter must not rely on it. */
describe.each(backends)('$name without a strict sql_mode', (backend) => {
  const openLax = () => backend.open(servers[backend.server] ?? '', { session: "set sql_mode = ''" });

  it('cuts short whatever the adapter lets through', async () => {
    const open = await openLax();
    onTestFinished(() => open.close());
    const db = open.source() as MySql2Database;
    await open.db.execute(sql`create table cut (id int primary key, text varchar(1))`);
    await db.execute(sql`insert into cut (id, text) values (1, 'ab')`);
    expect((await db.execute(sql`select text from cut where id = 1`))[0]).toEqual([{ text: 'a' }]);
  });

  describe.each(Object.entries(suites))('%s', (_name, suite) => {
    let open: OpenBackend;
    beforeAll(async () => {
      open = await openLax();
    });
    afterAll(() => open.close());
    suite(() => open);
  });
});
