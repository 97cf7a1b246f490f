import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { transform } from 'esbuild';
import { createPool } from 'mysql2/promise';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { AdapterTables } from '../../src/index.ts';
import { MySqlAdapter } from '../../src/mysql2.ts';
import { visitWithCode } from '../support/calls/code-visit.ts';
import { applyMigrations } from '../support/databases/apply-migrations.ts';
import { drizzleKit, root } from '../support/databases/drizzle-kit.ts';
import { newDatabase, rowsOf, servers } from '../support/databases/new-database.ts';
import { inAnHour, newAccount, newUser, unique } from '../support/rows/samples.ts';

/** Changes in a pulled schema what the types of the adapter do not accept, and nothing else. */
const named = (pulled: string) =>
  pulled
    .replaceAll("mode: 'string'", "mode: 'date'")
    .replace(/^(.*(?:bigint|datetime|int)\(.*)\.default\('NULL'\)/gm, '$1')
    .replace(/(refresh|access|id)Token:/g, '$1_token:')
    .replace('expiresAt:', 'expires_at:')
    .replace('tokenType:', 'token_type:')
    .replace('sessionState:', 'session_state:')
    // drizzle-kit imports some of these types twice, and others not at all.
    .replace(
      /^import .* from "drizzle-orm\/mysql-core".*$/m,
      `import { ${TYPES} } from 'drizzle-orm/mysql-core';`,
    );

const TYPES =
  'bigint, char, datetime, index, int, mediumtext, mysqlTable, primaryKey, text, tinyint, unique, varbinary, varchar';

describe.each(servers)('tables that drizzle-kit pulls from %s', (server) => {
  async function pulledTables(url: string): Promise<AdapterTables> {
    const folder = await mkdtemp(join(tmpdir(), 'authjs-mysql-pulled-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
    await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
    const options = ['--dialect', 'mysql', '--url', url, '--out', relative(root, folder)];
    expect(drizzleKit(url, 'pull', ...options).output).toContain('Your schema file is ready');
    const pulled = named(await readFile(join(folder, 'schema.ts'), 'utf8'));
    const { code } = await transform(pulled, { loader: 'ts' });
    await writeFile(join(folder, 'schema.js'), code);
    return import(/* @vite-ignore */ pathToFileURL(join(folder, 'schema.js')).href);
  }

  it('serve people without a name, a picture and an address, whatever default they were pulled with', async () => {
    const url = await newDatabase(server);
    await applyMigrations(url);
    const pool = createPool(url);
    onTestFinished(() => pool.end());
    const { users, accounts, sessions, verificationTokens } = await pulledTables(url);
    const adapter = MySqlAdapter(pool, { tables: { users, accounts, sessions, verificationTokens } });
    for (const _ of [1, 2]) {
      const { id } = await adapter.createUser({ id: 'x', emailVerified: null } as never);
      const account = newAccount(id);
      await adapter.linkAccount(account);
      const session = { sessionToken: unique('session'), userId: id, expires: inAnHour() };
      await adapter.createSession(session);
      const nobody = { name: null, email: null, image: null };
      expect(await adapter.getSessionAndUser(session.sessionToken)).toMatchObject({ user: nobody });
      expect(await adapter.getUserByAccount(account)).toMatchObject(nobody);
    }
    const created = await adapter.createUser(newUser());
    expect(await adapter.getUser(created.id)).toEqual(created);
    await visitWithCode(
      MySqlAdapter(pool, { tables: { users, accounts, sessions, verificationTokens }, emailCodes: true }),
    );
    const texts = `select count(*) as n from users left join accounts on user_id = users.id
      where 'NULL' in (name, email, image, refresh_token, scope, id_token)`;
    expect(await rowsOf(url, texts)).toEqual([{ n: 0 }]);
  });
});
