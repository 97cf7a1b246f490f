import { readdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { compile } from '../packed/compile.ts';
import { type Compiler, compilers } from '../packed/compilers.ts';
import type { Name } from './names.ts';
import { folderOf } from './projects.ts';

const [nodenext] = compilers.filter((each) => !each.isSlow);

const withOptions = (compiler: Compiler, ...options: string[]) => ({
  ...compiler,
  options: [...compiler.options, ...options],
});

describe.each(['next-auth-5', 'next-auth-4', 'drizzle-kit-0.31'] as const)('the programs of %s', (name) => {
  it.each(compilers)('compile with $name', { timeout: 120_000 }, async (compiler) => {
    // The older compiler takes a quarter of a minute for the declarations of Drizzle and Next.js.
    const strictly = withOptions(compiler, '--skipLibCheck', String(compiler.isSlow));
    expect(await compile(folderOf(name), strictly)).toEqual([]);
  });
});

describe.each(['next-auth-5', 'next-auth-4'] as const)('the configurations of %s', (name) => {
  const file = 'src/credential-types.ts';

  it.each(compilers)(
    'compile with $name, and exactOptionalPropertyTypes',
    { timeout: 120_000 },
    async (compiler) => {
      const config = 'tsconfig.exact.json';
      const exact = { exactOptionalPropertyTypes: true, skipLibCheck: true };
      await writeConfig(name, config, file, exact);
      expect(await compile(folderOf(name), compiler, config)).toEqual([]);
    },
  );
});

describe.each(['next-auth-5', 'drizzle-kit-1.0'] as const)('what %s exports', (name) => {
  const files = readdirSync(new URL(`projects/${name}/exported/`, import.meta.url));

  // One by one: an import in another file can give a name to a type that has none otherwise.
  it.each(files)('has types that a declaration can name: %s', async (file) => {
    expect(await compileAlone(name, file)).toEqual([]);
  });
});

// mysql2, whose types ask for those of Node, is left out there.
it.each(compilers)('a project without the types of Node compiles with $name', async (compiler) => {
  expect(await compile(new URL('without-node/', folderOf('next-auth-5')), compiler)).toEqual([]);
});

async function compileAlone(name: Name, file: string): Promise<string[]> {
  const config = `tsconfig.${file}.json`;
  await writeConfig(name, config, `exported/${file}`, { rootDir: 'exported', skipLibCheck: true });
  return compile(folderOf(name), nodenext as Compiler, config);
}

/** Writes a configuration of the compiler for one file of a project. */
async function writeConfig(name: Name, config: string, file: string, compilerOptions: object): Promise<void> {
  const only = { extends: './tsconfig.json', include: [file], compilerOptions };
  await writeFile(new URL(config, folderOf(name)), JSON.stringify(only));
}
