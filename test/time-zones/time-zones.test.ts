import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { RowDataPacket } from 'mysql2';
import { createPool, type Pool } from 'mysql2/promise';
import { expect, inject, it, onTestFinished } from 'vitest';
import { createDatabase } from '../../dev/mysql.ts';
import { startPlanetScale } from '../../dev/planetscale.ts';
import { MySqlAdapter } from '../../src/mysql2.ts';
import { createTables } from '../backends/backend.ts';
import { newUser, signIn } from '../support/rows/samples.ts';
import { instants } from '../support/rows/tricky-instants.ts';
import type { Place, Report } from './live-in.ts';

/** A place for a process in another time zone, with a pool that reads it from this one. */
interface Watched extends Place {
  readonly pool: Pool;
}

it.each(['America/New_York', 'Asia/Kathmandu', 'Pacific/Apia'])(
  'keeps every instant for a process in %s, whatever the time zone of its sessions',
  async (zone) => {
    const places = await Promise.all(Object.entries(inject('servers')).map((server) => open(...server)));
    const watched = places.flat();
    const report = await liveIn(
      zone,
      watched.map(({ pool: _, ...place }) => place),
    );
    expect(report.hourOfEpoch).not.toBe(0);
    expect(report.places).toHaveLength(watched.length);
    const asIso = instants.map((instant) => instant.toISOString());
    for (const [index, { read, written }] of report.places.entries()) {
      expect(read).toEqual(asIso);
      const texts = await textsOf(watched[index]?.pool, written);
      expect(texts).toEqual(asIso.map((iso) => `${iso.slice(0, -1).replace('T', ' ')}000`));
    }
  },
);

/** Opens a database in which there is a session for each instant, and returns all ways to reach it. */
async function open(kind: string, serverUrl: string): Promise<Watched[]> {
  const { url, drop } = await createDatabase(serverUrl);
  await createTables(url, {});
  const pool = createPool(url);
  const planetscale = kind === 'mysql' ? await startPlanetScale(url) : undefined;
  onTestFinished(async () => {
    await planetscale?.close();
    await pool.end();
    await drop();
  });
  const adapter = MySqlAdapter(pool);
  const { id } = await adapter.createUser(newUser());
  const sessions = await Promise.all(instants.map((instant) => signIn(adapter, id, instant)));
  const shared = { pool, sessionTokens: sessions.map(({ sessionToken }) => sessionToken) };
  const ways = [
    { url },
    { url, session: "set time_zone = '+05:30'" },
    { url, session: "set time_zone = 'SYSTEM'" },
  ];
  if (planetscale) ways.push({ url: planetscale.url });
  return ways.map((way) => ({ ...way, ...shared }));
}

async function liveIn(zone: string, places: readonly Place[]): Promise<Report> {
  const program = fileURLToPath(new URL('live-in.ts', import.meta.url));
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--import', 'tsx', program, JSON.stringify(places)],
    { env: { ...process.env, TZ: zone } },
  );
  return JSON.parse(stdout);
}

/** Reads times of a database as text, past everything that makes dates of them. */
async function textsOf(pool: Pool | undefined, tokens: readonly string[]): Promise<unknown[]> {
  const query = 'select session_token as token, cast(expires as char) as text from sessions';
  const [rows] = (await pool?.query<RowDataPacket[]>(`${query} where session_token in (?)`, [tokens])) ?? [
    [],
  ];
  const texts = new Map(rows.map(({ token, text }) => [token, text]));
  return tokens.map((token) => texts.get(token));
}
