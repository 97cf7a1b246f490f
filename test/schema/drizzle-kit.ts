import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Is where drizzle-kit runs, and what it takes every path to begin at. */
export const root = fileURLToPath(new URL('../..', import.meta.url));
const program = fileURLToPath(new URL('../../node_modules/drizzle-kit/bin.cjs', import.meta.url));

/** Names the configuration of the DDL's schema. */
export const SEED = ['--config', 'test/schema/drizzle.config.ts'];

/** Runs drizzle-kit as a user does in a terminal that nobody sits at. */
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

/** Pushes a schema, the project's own where no other is named, and returns what was printed. */
export const push = (url: string, ...args: string[]) => drizzleKit(url, 'push', ...args).output;
