import type { Database } from 'authjs-drizzle-mysql';
import { users } from 'authjs-drizzle-mysql/schema';
import { eq } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/mysql2';
import { createPool } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDatabase, type TemporaryDatabase } from '../../dev/mysql.ts';
import { type Fault, type PlanetScaleServer, startPlanetScale } from '../../dev/planetscale.ts';
import { openDatabase } from './edge/open-database.ts';
import { reasonOf } from './outage-reason.ts';
import { mysqlForTests } from './testing/find-mysql.ts';
import { TOKENS_KEY } from './testing/tokens-key.ts';

describe.skipIf(!mysqlForTests)('the logged reason when the database fails', () => {
  let empty: TemporaryDatabase;
  let planetScale: PlanetScaleServer;

  beforeAll(async () => {
    empty = await createDatabase(mysqlForTests ?? '');
    planetScale = await startPlanetScale(empty.url);
  });

  afterAll(async () => {
    await planetScale?.close();
    await empty?.drop();
  });

  const overHttp = () => reasonFrom(openDatabase(planetScale.url, TOKENS_KEY).db);

  it('is what the database says, from both drivers, without the statement and its values', async () => {
    const said = `Table '${empty.name}.users' doesn't exist`;
    const pool = createPool(empty.url);
    expect(await reasonFrom(drizzle({ client: pool }))).toBe(`Error: ${said}`);
    await pool.end();
    expect(await overHttp()).toBe(`DatabaseError: ${said} (errno 1146) (sqlstate 42S02)`);
  });

  const statement = /^select/;
  const faults: readonly { fault: Fault; reason: string }[] = [
    { fault: { statement, kind: 'unauthenticated' }, reason: 'DatabaseError: invalid auth credentials' },
    {
      fault: { statement, kind: 'unauthenticated', form: 'flat' },
      reason: 'UnknownError: Expected JSON response from database API, got HTTP 401 Unauthorized',
    },
    {
      fault: { statement, kind: 'html', status: 502 },
      reason: 'UnknownError: Expected JSON response from database API, got HTTP 502 Bad Gateway',
    },
    { fault: { statement, kind: 'drop', executed: true }, reason: 'TypeError: fetch failed' },
  ];

  it.for(faults)('is what the driver says when no answer comes: $reason', async ({ fault, reason }) => {
    planetScale.inject(fault);
    expect(await overHttp()).toBe(reason);
  });

  it('does not say which value already exists', () => {
    const duplicate = (said: string) => reasonOf(Object.assign(new Error(said), { name: 'DatabaseError' }));
    const said = "Duplicate entry 'ada' for key 'x'@example.com' for key 'users.email'";
    expect(duplicate(said)).toBe("DatabaseError: Duplicate entry '...' for key 'users.email'");
  });

  it('is what the adapter says when it was the adapter that asked', async () => {
    const adapter = openDatabase(planetScale.url, TOKENS_KEY).adapterFor({});
    const reason = await adapter.getUserByEmail('ada@example.com').then(() => 'none', reasonOf);
    expect(reason).toMatch(/^MySqlAdapterError: .* table users/);
    expect(reason).not.toContain('ada');
  });
});

async function reasonFrom(db: Database): Promise<string> {
  const query = db.select().from(users).where(eq(users.email, 'ada@example.com'));
  return query.then(() => 'none', reasonOf);
}
