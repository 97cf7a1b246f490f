import { readFileSync } from 'node:fs';

/** A project that uses the package, as it is published, beside one version of Drizzle. */
export interface Project {
  readonly name: string;
  readonly folder: URL;
  /** The files that are compiled in it, as users write them. */
  readonly types: readonly string[];
}

const project = (name: string, relations: string): Project => ({
  name,
  folder: new URL(`${name}/`, import.meta.url),
  types: [
    '../types/adapter.ts',
    '../types/schema.ts',
    '../types/inferred.ts',
    '../types/exported.ts',
    '../types/vitess.ts',
    relations,
  ],
});

/** Projects for both ends of the range of versions that the package supports. */
export const projects: readonly Project[] = [
  project('0.45', '../types/relations.ts'),
  project('1.0', 'since-1.0/relations-types.ts'),
];

/** Returns the version of a package in a project: the one that is installed there. */
export function versionIn({ folder }: Project, name: string): string {
  const manifest = readFileSync(new URL(`node_modules/${name}/package.json`, folder), 'utf8');
  return JSON.parse(manifest).version;
}

/** Returns the version of Drizzle that a project pins. */
export function pinnedDrizzle({ folder }: Project): string {
  const manifest = readFileSync(new URL('package.json', folder), 'utf8');
  return JSON.parse(manifest).dependencies['drizzle-orm'];
}
