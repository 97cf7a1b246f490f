import { buildProgram } from './build.ts';
import type { Name } from './names.ts';
import { run } from './projects.ts';

/** Runs a program of a project on a database, and returns what it reports. */
export async function reportOf(name: Name, program: string, url: string) {
  const { stdout } = await run(name, await buildProgram(name, program), [], { DATABASE_URL: url });
  return JSON.parse(stdout);
}
