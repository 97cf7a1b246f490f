import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { Name } from './names.ts';
import { folderOf } from './projects.ts';

/**
 * Turns a program of a project into JavaScript, as the project's own bundler does, and returns its file.
 *
 * Packages stay imports, which Node resolves as it does for a user. Only next-auth 5 goes into the bundle: it names
 * files of Next.js in a way that Next.js alone resolves.
 */
export async function buildProgram(name: Name, program: string): Promise<string> {
  const folder = fileURLToPath(folderOf(name));
  const isCommonJs = name === 'next-auth-4';
  const outfile = `${folder}out/${program}.${isCommonJs ? 'cjs' : 'mjs'}`;
  await build({
    absWorkingDir: folder,
    entryPoints: [`src/${program}.ts`],
    outfile,
    bundle: true,
    platform: 'node',
    format: isCommonJs ? 'cjs' : 'esm',
    target: 'es2022',
    logLevel: 'silent',
    ...(name === 'next-auth-5' ? withNextAuth : { packages: 'external' }),
  });
  return outfile;
}

const ofNext = ['server', 'headers', 'navigation'].map((file) => [`next/${file}`, `next/${file}.js`]);
const withNextAuth = {
  alias: Object.fromEntries(ofNext),
  external: ['next/*.js', 'authjs-drizzle-mysql', 'mysql2'],
};
