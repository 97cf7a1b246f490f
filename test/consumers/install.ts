import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { TestProject } from 'vitest/node';
import { pack } from '../../dev/command/pack.ts';
import { codeInDocs } from '../packed/code-in-docs.ts';
import { installCompilers } from '../packed/compilers.ts';
import { install } from '../packed/install.ts';
import { names } from './names.ts';

/**
 * Installs the package, as it would be published, into a copy of each project, and removes the copies at the end.
 *
 * The copies lie outside this project, so that nothing finds a package that its own project has not installed.
 */
export default async function installConsumers(project: TestProject): Promise<() => Promise<void>> {
  console.log('Installing the package into projects of its users (about 400 MB, removed afterwards) ...');
  const root = await mkdtemp(join(tmpdir(), 'authjs-consumers-'));
  const remove = () => rm(root, { recursive: true, force: true });
  const consumers = pathToFileURL(`${root}/`);
  try {
    const tarball = await pack();
    await installCompilers();
    await cp(new URL('projects/', import.meta.url), consumers, { recursive: true });
    await writeCodeOfDocs(consumers);
    project.provide('tarball', tarball);
    for (const name of names) await install(new URL(`${name}/`, consumers), tarball);
  } catch (error) {
    await remove();
    throw error;
  }
  project.provide('consumers', consumers.href);
  return remove;
}

/** Writes the code from the docs that the tests run into the projects. */
async function writeCodeOfDocs(consumers: URL): Promise<void> {
  const [fill = ''] = await codeInDocs('schema.md', 'drizzle-seed');
  await writeFile(new URL('drizzle-kit-0.31/src/docs-fill.ts', consumers), fill);
  const [nextAuth = ''] = await codeInDocs('../dev/site/own-pages/index.md', '[Next.js:');
  // Not exported: a declaration could not name the types of next-auth, which Next.js needs none of.
  const program = nextAuth.replace('export const', 'const');
  await writeFile(new URL('next-auth-5/src/front-page.ts', consumers), program);
  const migrate = (await codeInDocs('migrating.md')).find((block) => block.includes('await migrate('));
  for (const name of names)
    await writeFile(new URL(`${name}/docs-migrate.mjs`, consumers), `${migrate}\nawait db.$client.end();\n`);
}
