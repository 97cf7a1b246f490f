import { readdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { compile } from '../packed/compile.ts';
import { type Compiler, compilers } from '../packed/compilers.ts';
import type { Name } from './names.ts';
import { folderOf } from './projects.ts';

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

describe.each(['next-auth-5', 'drizzle-kit-1.0'] as const)('what %s exports', (name) => {
  const files = readdirSync(new URL(`projects/${name}/exported/`, import.meta.url));
  const [compiler] = compilers.filter((each) => !each.isSlow);

  // One by one: what another file imports gives a name to types that have none otherwise.
  it.each(files)('has types that a declaration can name: %s', async (file) => {
    expect(await compileAlone(name, file, compiler as Compiler)).toEqual([]);
  });
});

async function compileAlone(name: Name, file: string, compiler: Compiler): Promise<string[]> {
  const config = `tsconfig.${file}.json`;
  const compilerOptions = { rootDir: 'exported', skipLibCheck: true };
  const only = { extends: './tsconfig.json', include: [`exported/${file}`], compilerOptions };
  await writeFile(new URL(config, folderOf(name)), JSON.stringify(only));
  return compile(folderOf(name), compiler, config);
}
