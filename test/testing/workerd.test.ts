import { createPool } from 'mysql2/promise';
import { describe, expect, inject, it, onTestFinished } from 'vitest';
import { bundleForEdge, startWorkerd } from '../../dev/edge.ts';
import { startPlanetScale } from '../../dev/planetscale.ts';
import { MySqlAdapter } from '../../src/mysql2.ts';
import { fromDdl } from '../support/databases/new-database.ts';

describe.skipIf(!inject('servers').mysql)('inside workerd', () => {
  it('signs somebody in, and deletes them at the end of the request', { timeout: 60_000 }, async () => {
    const databaseUrl = await fromDdl('mysql');
    const pool = createPool(databaseUrl);
    onTestFinished(() => pool.end());
    const planetscale = await startPlanetScale(databaseUrl);
    onTestFinished(() => planetscale.close());
    const script = await bundleForEdge(new URL('worker.ts', import.meta.url));
    const workerd = await startWorkerd({ script, env: { DATABASE_HTTP_URL: planetscale.url } });
    onTestFinished(() => workerd.stop());
    const { userId, ...said } = await (await fetch(workerd.url)).json();
    expect(said).toEqual({ process: 'undefined', found: userId });
    expect(await MySqlAdapter(pool).getUser(userId)).toBeNull();
  });
});
