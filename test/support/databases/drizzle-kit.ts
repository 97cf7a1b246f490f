import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The folder that drizzle-kit runs in, where every path that it is given begins. */
export const root = fileURLToPath(new URL('../../..', import.meta.url));
const program = fileURLToPath(new URL('../../../node_modules/drizzle-kit/bin.cjs', import.meta.url));

/** The arguments that name the configuration of the basic tables. */
export const BASIC = ['--config', 'test/schema/drizzle.config.ts'];

/** Runs drizzle-kit in a terminal without a user. */
export function drizzleKit(
  url: string,
  ...args: string[]
): { readonly output: string; readonly status: number | null } {
  const { stdout, stderr, status } = spawnSync(process.execPath, [program, ...args], {
    cwd: root,
    env: { ...process.env, DATABASE_URL: url },
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
    timeout: 60_000,
  });
  return { output: stdout + stderr, status };
}

/** Pushes a schema, by default that of the project, and returns what was printed. */
export const push = (url: string, ...args: string[]) => drizzleKit(url, 'push', ...args).output;
