import type { Name } from './names.ts';
import { run } from './projects.ts';

const program = 'node_modules/drizzle-kit/bin.cjs';

/** Runs drizzle-kit on a schema of a project, and returns what it printed: 0.31 exits with 0 even when it fails. */
export async function drizzleKit(name: Name, command: string, schema: string, url: string): Promise<string> {
  const { stdout, stderr } = await run(name, program, [command], { SCHEMA: schema, DATABASE_URL: url });
  return stdout + stderr;
}

/** Pushes a schema of a project, and returns what was printed. */
export const push = (name: Name, schema: string, url: string) => drizzleKit(name, 'push', schema, url);
