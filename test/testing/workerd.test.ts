import { createPool } from 'mysql2/promise';
import { describe, expect, inject, it, onTestFinished } from 'vitest';
import { bundleForEdge, startWorkerd } from '../../dev/edge.ts';
import { startPlanetScale } from '../../dev/planetscale.ts';
import { MySqlAdapter } from '../../src/mysql2.ts';
import { fromDdl } from '../support/databases/new-database.ts';

const NAMES = ['Ada', 'Grace', 'Alan', 'Edsger'];

describe.skipIf(!inject('servers').mysql)('inside workerd', () => {
  it('signs somebody in with an adapter for each request, several at once, and deletes them at its end', {
    timeout: 60_000,
  }, async () => {
    const databaseUrl = await fromDdl('mysql');
    const pool = createPool(databaseUrl);
    onTestFinished(() => pool.end());
    const planetscale = await startPlanetScale(databaseUrl);
    onTestFinished(() => planetscale.close());
    const script = await bundleForEdge(new URL('worker.ts', import.meta.url));
    const workerd = await startWorkerd({ script, env: { DATABASE_HTTP_URL: planetscale.url } });
    onTestFinished(() => workerd.stop());
    const visit = async (name: string) => (await fetch(`${workerd.url}?name=${name}`)).json();
    // The first request alone, so that the others find a worker that has served one.
    const answers = [await visit('Nobody'), ...(await Promise.all(NAMES.map(visit)))];
    for (const [index, { userId, ...said }] of answers.entries()) {
      const found = expect.objectContaining({ id: userId, name: ['Nobody', ...NAMES][index] });
      expect(said).toEqual({ process: 'undefined', found });
      expect(await MySqlAdapter(pool).getUser(userId)).toBeNull();
    }
  });
});
