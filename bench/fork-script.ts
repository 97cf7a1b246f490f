import { type ChildProcess, fork } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';

const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
const tsconfig = fileURLToPath(new URL('tsconfig.json', import.meta.url));

/** Starts a script as a process of its own, in which the package's name resolves to the published build. */
export function forkScript(script: URL, args: readonly string[]): ChildProcess {
  return fork(fileURLToPath(script), args, {
    execArgv: ['--import', tsx, '--expose-gc'],
    env: { ...process.env, TSX_TSCONFIG_PATH: tsconfig },
  });
}
