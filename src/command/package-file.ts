import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

/** Returns the address of a file of this package, by its path there; a bundle may be in any folder of the package. */
export function packageFile(path: string): URL {
  const manifest = createRequire(import.meta.url).resolve('authjs-drizzle-mysql/package.json');
  return new URL(path, pathToFileURL(manifest));
}
