import { rm } from 'node:fs/promises';
import type { TestProject } from 'vitest/node';
import { pack } from '../../dev/command/pack.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The path of the package as it would be published. */
    tarball: string;
  }
}

/** Packs the package, and removes the tarball at the end. */
export default async function packOnce(project: TestProject): Promise<() => Promise<void>> {
  const tarball = await pack();
  project.provide('tarball', tarball);
  return () => rm(tarball, { force: true });
}
