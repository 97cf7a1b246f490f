import { EdgeVM } from '@edge-runtime/vm';
import { createPool, type RowDataPacket } from 'mysql2/promise';
import { describe, expect, inject, it, onTestFinished } from 'vitest';
import { bundleForEdge, startWorkerd } from '../../dev/edge.ts';
import { startPlanetScale } from '../../dev/planetscale.ts';
import { MySqlAdapter } from '../../src/mysql2.ts';
import { fromDdl } from '../support/databases/new-database.ts';
import { newUser, signIn } from '../support/rows/samples.ts';

const program = new URL('worker.ts', import.meta.url);

/** A process as Next.js shows it to code for the edge: each function of Node's is there, and throws. */
const THROWING = `globalThis.process = { env: {}, getBuiltinModule() { throw new Error('A Node.js API is used'); } };`;
/** One that has Node's module, but nothing in it that works. */
const STUBBED = `globalThis.process = { env: {}, getBuiltinModule: () => ({ createHash() { throw new Error('unimplemented'); } }) };`;

describe.skipIf(!inject('servers').mysql)('a session, without Node’s crypto,', () => {
  async function openPlace() {
    const databaseUrl = await fromDdl('mysql');
    const pool = createPool(databaseUrl);
    onTestFinished(() => pool.end());
    const adapter = MySqlAdapter(pool);
    const { id, email } = await adapter.createUser(newUser());
    const { sessionToken } = await signIn(adapter, id);
    const planetscale = await startPlanetScale(databaseUrl);
    onTestFinished(() => planetscale.close());
    const rows = async () => (await pool.query<RowDataPacket[]>('select * from sessions'))[0];
    const said = {
      seen: { false: email, read: email, migrate: email, true: email },
      current: 1,
      after: null,
    };
    return { url: planetscale.url, sessionToken, rows, said };
  }

  it('is rewritten, read and ended in workerd', { timeout: 60_000 }, async () => {
    const { url, sessionToken, rows, said } = await openPlace();
    const workerd = await startWorkerd({
      script: await bundleForEdge(program),
      env: { DATABASE_HTTP_URL: url },
    });
    onTestFinished(() => workerd.stop());
    const response = await fetch(workerd.url, { headers: { token: sessionToken } });
    expect(await response.json()).toEqual({ ...said, process: 'undefined' });
    expect(await rows()).toEqual([]);
  });

  it.each([
    ['nothing of Node', ''],
    ['functions of Node that throw', THROWING],
    ['a stub of Node’s crypto', STUBBED],
  ])('is rewritten, read and ended in the edge VM with %s', { timeout: 60_000 }, async (_what, before) => {
    const { url, sessionToken, rows, said } = await openPlace();
    const script = await bundleForEdge(program, { conditions: 'edge-light', format: 'iife' });
    const vm = new EdgeVM({ initialCode: `${before}\n${script}` });
    expect(await vm.context.readAll(url, sessionToken)).toMatchObject(said);
    expect(await rows()).toEqual([]);
  });
});
