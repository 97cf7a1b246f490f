import { mkdir, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { describe, expect, it, onTestFinished } from 'vitest';
import { runCommand } from '../../dev/mysql/run-command.ts';
import { startMySqlProxy } from '../../dev/mysql-proxy.ts';
import { fromDdl, rowsOf, servers } from '../support/databases/new-database.ts';

const root = new URL('../../', import.meta.url);

/** Bundles the package twice, as bundlers do that make a CommonJS and an ES part of one server. */
async function bundle(): Promise<string> {
  const folder = fileURLToPath(new URL(`.tmp/copies-${crypto.randomUUID()}/`, root));
  await mkdir(folder, { recursive: true });
  onTestFinished(() => rm(folder, { recursive: true }));
  const contents = ['index', 'adapter/parts', 'testing']
    .map((name) => `export * from './src/${name}.ts';`)
    .join('');
  for (const [format, extension] of [
    ['esm', 'mjs'],
    ['cjs', 'cjs'],
  ] as const)
    await build({
      stdin: { contents, resolveDir: fileURLToPath(root), loader: 'ts' },
      outfile: `${folder}package.${extension}`,
      format,
      bundle: true,
      platform: 'node',
      target: 'node20',
      packages: 'external',
    });
  return folder;
}

/** Has each copy do something with the adapter of each, and tells the copies apart by their functions. */
const program = (work: string) => `
  import { createRequire } from 'node:module';
  import { drizzle } from 'drizzle-orm/mysql2';
  import { createPool } from 'mysql2/promise';
  const copies = [await import('./package.mjs'), await import('./package.mjs?again'), createRequire(import.meta.url)('./package.cjs')];
  const pool = createPool(process.env.DATABASE_URL);
  const db = drizzle({ client: pool });
  const results = [];
  for (const { MySqlAdapter } of copies) {
    const adapter = MySqlAdapter(db);
    const copy = { ...adapter, getUser: null, createUser: null };
    for (const { partsOf, signInForTest, MySqlAdapterError } of copies) results.push(await (${work}));
  }
  await pool.end();
  console.log(JSON.stringify({ copies: new Set(copies.map(({ partsOf }) => partsOf)).size, results }));`;

/** Runs such a program on a database. */
async function resultsOf(work: string, url: string): Promise<unknown> {
  const folder = await bundle();
  await writeFile(`${folder}program.mjs`, program(work));
  const env = { ...process.env, DATABASE_URL: url };
  return JSON.parse(await runCommand(process.execPath, [`${folder}program.mjs`], { env }));
}

const ofEach = (result: unknown) => ({ copies: 3, results: Array(3 * 3).fill(result) });

it('finds an adapter that another copy of the package has made', { timeout: 60_000 }, async () => {
  const isFound = '(await partsOf(copy)).methods.getUser === adapter.getUser';
  expect(await resultsOf(isFound, 'mysql://root@127.0.0.1:1/x')).toEqual(ofEach(true));
});

describe.each(servers)('with the adapter of another copy on %s', (server) => {
  it('signs somebody in for a test, and deletes them', { timeout: 60_000 }, async () => {
    const url = await fromDdl(server);
    const work = `signInForTest(copy, { baseUrl: 'http://app.test' }).then(async ({ user, session, cleanUp }) => {
      const found = await adapter.getSessionAndUser(session.sessionToken);
      await cleanUp();
      return found.user.id === user.id;
    })`;
    expect(await resultsOf(work, url)).toEqual(ofEach(true));
    expect(await rowsOf(url, 'select * from users')).toEqual([]);
  });

  it('knows its errors, and leaves nobody of whom no answer told', { timeout: 60_000 }, async () => {
    const url = await fromDdl(server);
    const proxy = await startMySqlProxy(url);
    onTestFinished(() => proxy.close());
    proxy.inject({ kind: 'drop', statement: /^insert into `users`/, executed: true, times: 3 * 3 });
    const work = `signInForTest(copy, { baseUrl: 'http://app.test' }).catch((error) => error.code)`;
    expect(await resultsOf(work, proxy.url)).toEqual(ofEach('OUTCOME_UNKNOWN'));
    expect(await rowsOf(url, 'select * from users')).toEqual([]);
  });
});
