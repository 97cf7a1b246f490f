import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runCommand } from '../../dev/mysql/run-command.ts';
import type { Project } from './projects.ts';

/** Is a compiler and the way it looks for modules: that of Node, or that of bundlers such as the one of Next.js. */
export interface Compiler {
  readonly name: string;
  readonly program: URL;
  readonly options: Readonly<Record<string, string>>;
}

const program = (folder: string) => new URL(`${folder}/node_modules/typescript/bin/tsc`, import.meta.url);

export const compilers: readonly [Compiler, ...Compiler[]] = [
  { name: 'TypeScript 7', program: program('../..'), options: { module: 'nodenext' } },
  {
    name: 'TypeScript 5.9, as bundlers resolve',
    program: program('1.0'),
    options: { module: 'preserve', moduleResolution: 'bundler' },
  },
];

/** Is what people set at the strictest: declarations are looked at, and those of the project's own are written. */
const STRICT = {
  strict: true,
  skipLibCheck: false,
  declaration: true,
  outDir: 'out',
  target: 'es2022',
  types: ['node'],
};

/**
 * Compiles what users write within their project, where every import finds what they have installed, and returns
 * what the compiler says of it and of the package; other packages have errors of their own.
 */
export async function compile(
  { name, folder, types }: Project,
  { program, options }: Compiler,
): Promise<string[]> {
  const target = new URL('.tmp/types/', folder);
  await rm(target, { recursive: true, force: true });
  await mkdir(target, { recursive: true });
  for (const file of types) await copyFile(new URL(file, import.meta.url), new URL(basename(file), target));
  for (const [index, code] of (await codeInDocs(name)).entries())
    await writeFile(new URL(`docs-${index}.ts`, target), code);
  await writeFile(
    new URL('tsconfig.json', target),
    JSON.stringify({ compilerOptions: { ...STRICT, ...options } }),
  );
  const said = await errorsOf(program, target);
  return said.filter((error) => !isOfOthers(error));
}

/**
 * Compiles the tests that are for Drizzle 1.0 alone, where they are, and returns what the compiler says of them.
 *
 * The sources that they import are compiled beside 0.45 and are what they are: their types are read, no more.
 */
export async function compileSince10(): Promise<string[]> {
  const [compiler] = compilers;
  const said = await errorsOf(compiler.program, new URL('since-1.0/', import.meta.url));
  return said.filter((error) => !/^(\.\.\/)*src\//.test(error));
}

/** Returns the errors that a compiler finds in a folder with a tsconfig.json, each with the lines that explain it. */
async function errorsOf(program: URL, folder: URL): Promise<string[]> {
  const [arg, cwd] = [fileURLToPath(program), fileURLToPath(folder)];
  const said = await runCommand(process.execPath, [arg, '-p', `${cwd}tsconfig.json`], { cwd }).catch(
    (failure) => {
      // A compiler that says nothing has failed in another way.
      if (!failure.cause.stdout) throw failure;
      return failure.cause.stdout as string;
    },
  );
  return said
    .trim()
    .split(/\n(?=\S)/)
    .filter(Boolean);
}

/** Returns the code of the docs that is for one Drizzle alone: its blocks begin with `ts drizzle-1.0`, say. */
async function codeInDocs(name: string): Promise<string[]> {
  const page = await readFile(new URL('../../docs/drizzle.md', import.meta.url), 'utf8');
  const blocks = page.matchAll(/```ts drizzle-(\S+)\n(.*?)```/gs);
  return [...blocks].filter(([, version]) => version === name).map(([, , code = '']) => code);
}

const isOfOthers = (error: string) =>
  /^\S*node_modules\//.test(error) && !error.includes('node_modules/authjs-drizzle-mysql/');
