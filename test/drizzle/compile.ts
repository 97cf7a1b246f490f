import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { compile as compileFolder } from '../packed/compile.ts';
import { type Compiler, ownCompiler } from '../packed/compilers.ts';
import type { Project } from './projects.ts';

/** Is what people set at the strictest: declarations are looked at, and those of the project's own are written. */
const compilerOptions = {
  strict: true,
  skipLibCheck: false,
  declaration: true,
  outDir: 'out',
  target: 'es2022',
  types: ['node'],
};

/**
 * Compiles what users write within their project, where every import finds what they have installed, and returns
 * what the compiler says of it and of the package.
 */
export async function compile({ name, folder, types }: Project, compiler: Compiler): Promise<string[]> {
  const target = new URL('.tmp/types/', folder);
  await rm(target, { recursive: true, force: true });
  await mkdir(target, { recursive: true });
  for (const file of types) await copyFile(new URL(file, import.meta.url), new URL(basename(file), target));
  for (const [index, code] of (await codeInDocs(name)).entries())
    await writeFile(new URL(`docs-${index}.ts`, target), code);
  await writeFile(new URL('tsconfig.json', target), JSON.stringify({ compilerOptions }));
  return compileFolder(target, compiler);
}

/**
 * Compiles the tests that are for Drizzle 1.0 alone, where they are, and returns what the compiler says of them.
 *
 * The sources that they import are compiled beside 0.45 and are what they are: their types are read, no more.
 */
export async function compileSince10(): Promise<string[]> {
  const said = await compileFolder(new URL('since-1.0/', import.meta.url), ownCompiler);
  return said.filter((error) => !/^(\.\.\/)*src\//.test(error));
}

/** Returns the code of the docs that is for one Drizzle alone: its blocks begin with `ts drizzle-1.0`, say. */
async function codeInDocs(name: string): Promise<string[]> {
  const page = await readFile(new URL('../../docs/drizzle.md', import.meta.url), 'utf8');
  const blocks = page.matchAll(/```ts drizzle-(\S+)\n(.*?)```/gs);
  return [...blocks].filter(([, version]) => version === name).map(([, , code = '']) => code);
}
