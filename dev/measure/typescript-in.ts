import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Returns the paths of the TypeScript in a folder and in the folders in it, without what is installed or built. */
export function typescriptIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return isMade(entry.name) ? [] : typescriptIn(path);
    return entry.name.endsWith('.ts') ? [path] : [];
  });
}

const isMade = (name: string) => name === 'node_modules' || name === 'dist' || name.startsWith('.');
