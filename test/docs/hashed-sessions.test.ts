import type { Pool, RowDataPacket } from 'mysql2/promise';
import { describe, expect, it, onTestFinished } from 'vitest';
import { MySqlAdapter } from '../../src/mysql2.ts';
import * as tables from '../../src/schema/production.ts';
import type { Adapter } from '../backends/backend.ts';
import { applyMigrations } from '../support/databases/apply-migrations.ts';
import { newDatabase, servers } from '../support/databases/new-database.ts';
import { codeUnder } from '../support/pages/code-under.ts';
import { importCode } from '../support/pages/import-code.ts';
import { newUser, signIn } from '../support/rows/samples.ts';

const [counting = ''] = await codeUnder('at-rest.md', 'Hashed session tokens', 'sql');
const [deleting = ''] = await codeUnder('at-rest.md', 'The way back', 'sql');
const [own = ''] = await codeUnder('at-rest.md', 'Your own queries by token', 'sql');

describe.each(servers)('hashed session tokens, as the page has them, on %s', (server) => {
  async function openPlace() {
    const url = await newDatabase(server);
    await applyMigrations(url);
    const [code = ''] = await codeUnder('at-rest.md', 'Hashed session tokens', 'ts');
    const { pool, adapter } = await importCode<{ pool: Pool; adapter: Adapter }>(code, url);
    onTestFinished(() => pool.end());
    const { id } = await adapter.createUser(newUser());
    const before = MySqlAdapter(pool, { tables });
    const migrating = MySqlAdapter(pool, { tables, hashSessionTokens: 'migrate' });
    return { pool, adapter, before, migrating, id };
  }

  it('finds a session by a query of one’s own, in JavaScript and in SQL', async () => {
    const { pool, adapter, id } = await openPlace();
    const { sessionToken } = await signIn(adapter, id);
    const [code = ''] = await codeUnder('at-rest.md', 'Your own queries by token', 'ts');
    const { storedToken } = await importCode<{ storedToken(token: string): string }>(code);
    const [bySql] = await pool.query(own, [sessionToken]);
    const [byHash] = await pool.query('select user_id from sessions where session_token = ?', [
      storedToken(sessionToken),
    ]);
    expect([bySql, byHash]).toEqual([[{ user_id: id }], [{ user_id: id }]]);
  });

  it('counts the sessions that are left in each step', async () => {
    const { pool, adapter, before, migrating, id } = await openPlace();
    const left = async () => Object.values((await pool.query<RowDataPacket[]>(counting))[0][0] ?? {})[0];
    const { sessionToken } = await signIn(before, id);
    await signIn(migrating, id);
    expect(await left()).toBe(1);
    expect(await migrating.getSessionAndUser(sessionToken)).not.toBeNull();
    expect(await left()).toBe(0);
    expect(await adapter.getSessionAndUser(sessionToken)).not.toBeNull();
    const kept = await signIn(before, id);
    await pool.query(deleting);
    expect(await adapter.getSessionAndUser(sessionToken)).toBeNull();
    expect(await before.getSessionAndUser(kept.sessionToken)).not.toBeNull();
  });
});
