import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { runCommand } from '../../dev/mysql/run-command.ts';
import { buildStarters } from './build-starters.ts';
import { findProgram } from './installed.ts';
import type { Runtime } from './runtime.ts';
import type { Report, Settings } from './suite/index.ts';
import type { Marks } from './suite/marks.ts';

/** A runtime for servers, which runs a file. */
interface Server {
  readonly name: string;
  /** Arguments before the file's name. */
  readonly args: readonly string[];
  marks(version: string): Marks;
  readonly sendsAgain?: boolean;
}

const node = (major: number): Server => ({
  name: `node-${major}`,
  args: [],
  marks: (version) => ({
    node: `v${version}`,
    ...(major > 20 && { userAgent: `Node.js/${major}` }),
  }),
});

const bun: Server = {
  name: 'bun',
  args: ['--no-install'],
  marks: (bun) => ({ bun, userAgent: `Bun/${bun}`, node: expect.any(String) }),
};

const deno: Server = {
  name: 'deno',
  sendsAgain: true, // https://github.com/denoland/deno/pull/36415
  args: ['run', '--no-lock', '--no-prompt', '--allow-env', '--allow-net=127.0.0.1'],
  marks: (deno) => ({ deno, userAgent: `Deno/${deno}`, node: expect.any(String) }),
};

/** The runtimes for servers that the package supports. */
export const servers: readonly Server[] = [node(20), node(22), node(24), node(26), bun, deno];

/** Makes a runtime from a server and a driver; undefined when its program is not installed. */
export function runtimeOf(
  { name, args, marks, sendsAgain = false }: Server,
  driver: Runtime['driver'],
): Runtime | undefined {
  const program = findProgram(name);
  if (!program) return undefined;
  return {
    name: `${name} on ${driver}`,
    marks: marks(program.version),
    driver,
    sendsAgain: sendsAgain && driver === 'planetscale', // what a fetch does
    run: async (settings) => {
      const file = fileURLToPath(new URL(`${driver}.mjs`, await buildStarters()));
      return readReport(await runCommand(program.path, [...args, file], { env: environment(settings) }));
    },
  };
}

// DENO_DIR: what it keeps goes with this project's other temporary files.
function environment(settings: Settings): NodeJS.ProcessEnv {
  const { PATH } = process.env;
  const SETTINGS = JSON.stringify(settings);
  const DENO_DIR = fileURLToPath(new URL('../../.tmp/deno', import.meta.url));
  return { PATH, DENO_DIR, DENO_NO_UPDATE_CHECK: '1', BUN_RUNTIME_TRANSPILER_CACHE_PATH: '0', SETTINGS };
}

function readReport(stdout: string): Report {
  const { resolved, ...report }: Report & { resolved: string } = JSON.parse(stdout);
  const built = new URL('../../dist/', import.meta.url).href;
  if (resolved.startsWith(built)) return report;
  throw new Error(`Expected the runtime to take the adapter from ${built}, got ${resolved}.`);
}
