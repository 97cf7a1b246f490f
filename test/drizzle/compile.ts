import { copyFile, mkdir, rm, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { codeInDocs } from '../packed/code-in-docs.ts';
import { compile as compileFolder } from '../packed/compile.ts';
import { type Compiler, ownCompiler } from '../packed/compilers.ts';
import type { Project } from './projects.ts';

/** The strictest options that people set: declarations are checked, and those of the project are written. */
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
 * what the compiler says about it and about the package.
 */
export async function compile({ name, folder, types }: Project, compiler: Compiler): Promise<string[]> {
  const target = new URL('.tmp/types/', folder);
  await rm(target, { recursive: true, force: true });
  await mkdir(target, { recursive: true });
  for (const file of types) await copyFile(new URL(file, import.meta.url), new URL(basename(file), target));
  const code = await codeInDocs('drizzle.md', `drizzle-${name}`);
  for (const [index, block] of code.entries()) await writeFile(new URL(`docs-${index}.ts`, target), block);
  await writeFile(new URL('tsconfig.json', target), JSON.stringify({ compilerOptions }));
  return compileFolder(target, compiler);
}

/**
 * Compiles the tests that are for Drizzle 1.0 alone, where they are, and returns what the compiler says about them.
 *
 * The sources that they import are compiled beside 0.45 elsewhere: here their types are read, no more.
 */
export async function compileSince10(): Promise<string[]> {
  const said = await compileFolder(new URL('since-1.0/', import.meta.url), ownCompiler);
  return said.filter((error) => !/^(\.\.\/)*src\//.test(error));
}
