import { createPool } from 'mysql2/promise';
import { describe, expect, inject, it, onTestFinished } from 'vitest';
import { bundleForEdge, startWorkerd } from '../../dev/edge.ts';
import { startPlanetScale } from '../../dev/planetscale.ts';
import { MySqlAdapter } from '../../src/mysql2.ts';
import { fromDdl } from '../support/databases/new-database.ts';
import { newUser, signIn } from '../support/rows/samples.ts';

describe.skipIf(!inject('servers').mysql)('inside workerd', () => {
  it('an account is that of whom a cookie with __Secure- names', { timeout: 60_000 }, async () => {
    const databaseUrl = await fromDdl('mysql');
    const pool = createPool(databaseUrl);
    onTestFinished(() => pool.end());
    const adapter = MySqlAdapter(pool);
    const { id, email } = await adapter.createUser(newUser());
    const [{ sessionToken }] = [await signIn(adapter, id), await signIn(adapter, id)];
    const planetscale = await startPlanetScale(databaseUrl);
    onTestFinished(() => planetscale.close());
    const script = await bundleForEdge(new URL('worker.ts', import.meta.url));
    const workerd = await startWorkerd({ script, env: { DATABASE_HTTP_URL: planetscale.url } });
    onTestFinished(() => workerd.stop());
    const ask = async (name: string) =>
      (await fetch(workerd.url, { headers: { cookie: `${name}=${sessionToken}` } })).json();

    expect(await ask('authjs.session-token')).toEqual({ process: 'undefined' });
    expect(await ask('__Secure-authjs.session-token')).toEqual({
      process: 'undefined',
      email,
      session: { id: expect.stringMatching(/^[\w-]{22}$/), expires: expect.any(String), isFresh: true },
      revoked: 1,
      sessions: [expect.objectContaining({ isCurrent: true })],
    });
  });
});
