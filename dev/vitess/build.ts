import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findProgram } from '../mysql/find-program.ts';
import type { Machine } from '../mysql/machine.ts';
import { runCommand } from '../mysql/run-command.ts';

/** The version of Vitess, as in go.mod, where Go counts it as 0.24. */
const VERSION = '24.0.4';

const moduleFolder = fileURLToPath(new URL('./', import.meta.url));
const PROGRESS_MS = 30_000;
const BUILD_TIMEOUT_MS = 1_800_000;

/** Returns the path of vtcombo, which is built into the user's cache the first time. */
export async function builtVtcombo(machine: Machine, log: (line: string) => void): Promise<string> {
  const path = join(machine.cacheFolder, `vitess-${VERSION}`, 'vtcombo');
  if (!existsSync(path)) await build(await findGo(machine), path, log);
  return path;
}

async function findGo({ programFolders }: Machine): Promise<string> {
  return findProgram('go', programFolders).catch(() => {
    throw new Error(
      'Expected Go 1.26 or later, to build Vitess, got none. Install it from https://go.dev/dl, or run the image ' +
        'vitess/vttestserver with docker and set VITESS_URL to its address.',
    );
  });
}

/** Builds under another name first, so that nobody starts a program that is not whole. */
async function build(go: string, path: string, log: (line: string) => void): Promise<void> {
  const unfinished = `${path}.${process.pid}`;
  const began = Date.now();
  log(`Building Vitess ${VERSION}, once, which takes about 5 minutes ...`);
  const progress = setInterval(
    () => log(`Still building Vitess, after ${Math.round((Date.now() - began) / 1000)} s ...`),
    PROGRESS_MS,
  );
  try {
    await mkdir(dirname(path), { recursive: true });
    const args = ['build', '-trimpath', '-ldflags', '-s -w', '-o', unfinished];
    await runCommand(go, [...args, 'vitess.io/vitess/go/cmd/vtcombo'], {
      cwd: moduleFolder,
      timeout: BUILD_TIMEOUT_MS,
    });
    await rename(unfinished, path);
  } finally {
    clearInterval(progress);
    await rm(unfinished, { force: true });
  }
}
