import { createPool } from 'mysql2/promise';
import { expect, it, onTestFinished } from 'vitest';
import { bundleForEdge, startWorkerd } from '../../dev/edge.ts';
import { startPlanetScale } from '../../dev/planetscale.ts';
import * as tables from '../../src/schema/production.ts';
import { makeTables } from '../support/databases/make-tables.ts';
import { mysqlAlone, newDatabase } from '../support/databases/new-database.ts';
import { uniqueEmail } from '../support/rows/samples.ts';

it.each(mysqlAlone)(
  'is good once for 20 requests at a time inside workerd, over HTTP on %s',
  { timeout: 60_000 },
  async (server) => {
    const url = await newDatabase(server);
    await makeTables(url, tables);
    const [planetscale, pool] = [await startPlanetScale(url), createPool(url)];
    const script = await bundleForEdge(new URL('worker.ts', import.meta.url));
    const workerd = await startWorkerd({ script, env: { DATABASE_HTTP_URL: planetscale.url } });
    onTestFinished(async () => {
      await workerd.stop();
      await Promise.all([planetscale.close(), pool.end()]);
    });
    const ask = async (query: Record<string, string>) =>
      (await fetch(`${workerd.url}/?${new URLSearchParams(query)}`)).json();
    const email = uniqueEmail();
    const older = await ask({ email });
    const token = await ask({ email });
    expect(token).toMatch(/^[\w-]{42}[\da-z]$/i);
    const used = await Promise.all(Array.from({ length: 20 }, () => ask({ email, token })));
    expect(used.filter(Boolean)).toEqual([true]);
    expect(await ask({ email, token: older })).toBe(false);
  },
);
