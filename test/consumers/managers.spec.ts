import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, inject, it, onTestFinished } from 'vitest';
import { runCommand } from '../../dev/mysql/run-command.ts';
import { newDatabase } from './projects.ts';

/** A package manager of a fixed version: how it installs, runs a package's command, and runs Node. */
interface Manager {
  readonly name: string;
  readonly install: string;
  readonly command: string;
  readonly node: string;
  /** The settings that it reads from a file of the project. */
  readonly settings?: Readonly<Record<string, string>>;
}

const npx = (of: string) => `npx --yes --package=${of}`;
const berry = `${npx('@yarnpkg/cli-dist@4.18.1')} yarn`;
const yarn4 = { install: `${berry} install`, command: `${berry} run`, node: `${berry} node` };
const settingsOf = (linker: string) => ({
  '.yarnrc.yml': `nodeLinker: ${linker}\nenableGlobalCache: false\n`,
  'yarn.lock': '',
});

const managers: readonly Manager[] = [
  { name: 'npm', install: 'npm install', command: 'npx --no --', node: 'node' },
  {
    name: 'pnpm',
    install: `${npx('pnpm@10.34.8')} pnpm install`,
    command: `${npx('pnpm@10.34.8')} pnpm exec`,
    node: 'node',
  },
  {
    name: 'yarn 1',
    install: `${npx('yarn@1.22.22')} yarn install`,
    command: `${npx('yarn@1.22.22')} yarn --silent run`,
    node: 'node',
  },
  { name: 'yarn 4, with node_modules', ...yarn4, settings: settingsOf('node-modules') },
  { name: 'yarn 4, without node_modules', ...yarn4, settings: settingsOf('pnp') },
  {
    name: 'bun',
    install: `${npx('bun@1.4.5')} bun install`,
    command: `${npx('bun@1.4.5')} bun x`,
    node: `${npx('bun@1.4.5')} bun`,
  },
];

describe.each(managers)('a project of $name', ({ install, command, node, settings = {} }) => {
  it('compiles, signs in, and has the command', { timeout: 300_000 }, async () => {
    const folder = await mkdtemp(join(tmpdir(), 'authjs-manager-'));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    await cp(fileURLToPath(new URL('projects/any-manager/', import.meta.url)), folder, { recursive: true });
    await writeFile(join(folder, 'package.json'), JSON.stringify(await manifest()));
    for (const [name, text] of Object.entries(settings)) await writeFile(join(folder, name), text);
    // Not as on a CI machine, where yarn refuses to write a lockfile.
    const { CI: _, ...surroundings } = process.env;
    const env = { ...surroundings, DATABASE_URL: await newDatabase() };
    const run = (line: string) => {
      const [program = '', ...args] = line.split(' ');
      return runCommand(program, args, { cwd: folder, env });
    };

    await run(install);
    await run(`${command} tsc -p tsconfig.json`);
    expect(await run(`${node} out/site.js`)).toContain('Signed in: ada@example.com');
    expect(await run(`${command} authjs-drizzle-mysql prune`)).toContain('Nothing to delete');
  });
});

/** Names what a site has, of the versions that this project has, and the package as it would be published. */
async function manifest() {
  const own = JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8'));
  const versions = (...names: string[]) =>
    Object.fromEntries(names.map((name) => [name, own.devDependencies[name]]));
  return {
    name: 'a-site',
    private: true,
    type: 'module',
    dependencies: {
      'authjs-drizzle-mysql': `file:${inject('tarball')}`,
      ...versions('drizzle-orm', 'mysql2', '@auth/core'),
    },
    // TypeScript 7 finds nothing where yarn makes no node_modules.
    devDependencies: { typescript: '~5.9.3', ...versions('@types/node') },
  };
}
