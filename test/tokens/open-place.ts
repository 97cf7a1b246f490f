import { sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/mysql2';
import { createPool } from 'mysql2/promise';
import { inject, onTestFinished } from 'vitest';
import { startPlanetScale } from '../../dev/planetscale.ts';
import { MySqlAdapter } from '../../src/mysql2.ts';
import * as tables from '../../src/schema/production.ts';
import { createTables } from '../backends/backend.ts';
import { startTokenEndpoint } from '../support/auth/token-endpoint.ts';
import { newDatabase } from '../support/databases/new-database.ts';
import { productionSql } from '../support/databases/production-sql.ts';
import { newAccount, newUser, unique } from '../support/rows/samples.ts';

const servers = inject('servers');

/** The ways to a database that processes take. */
export const ways = (['mysql2 on mysql', 'mysql2 on mariadb', 'HTTP on mysql'] as const).filter(
  (way) => servers[way.endsWith('mariadb') ? 'mariadb' : 'mysql'],
);

/** Makes a database with an account whose access token is over, and a provider; all of it ends with the test. */
export async function openPlace(way: (typeof ways)[number]) {
  const databaseUrl = await newDatabase(way.endsWith('mariadb') ? 'mariadb' : 'mysql');
  await createTables(databaseUrl, { additions: await productionSql() });
  const pool = createPool(databaseUrl);
  const planetscale = way.startsWith('HTTP') ? await startPlanetScale(databaseUrl) : undefined;
  const endpoint = await startTokenEndpoint();
  onTestFinished(async () => {
    await Promise.all([endpoint.close(), planetscale?.close(), pool.end()]);
  });
  const db = drizzle({ client: pool });
  const adapter = MySqlAdapter(pool, { tables });

  return {
    url: planetscale?.url ?? databaseUrl,
    endpoint,
    pool,
    adapter,
    async newHolder(refreshToken: string) {
      const { id } = await adapter.createUser(newUser());
      const account = newAccount(id, { provider: 'local', access_token: unique('old'), expires_at: 1 });
      await adapter.linkAccount({ ...account, refresh_token: refreshToken });
      return { userId: id, provider: 'local' };
    },
    /** Lets the access token of a person end. */
    expire: ({ userId }: { readonly userId: string }) =>
      db.execute(sql`update accounts set expires_at = 1 where user_id = ${userId}`),
    async rowOf({ userId }: { readonly userId: string }) {
      const rows = await db.select().from(tables.accounts);
      return rows.find((row) => row.userId === userId);
    },
  };
}
