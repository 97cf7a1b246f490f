import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { runCommand } from '../../dev/mysql/run-command.ts';
import { compilers } from '../packed/compilers.ts';
import { buildStarters } from '../runtimes/build-starters.ts';
import type { Runtime } from '../runtimes/runtime.ts';
import type { Report } from '../runtimes/suite/index.ts';
import { readMarks } from '../runtimes/suite/marks.ts';
import { testRuntime } from '../runtimes/test-runtime.ts';
import { compile, compileSince10 } from './compile.ts';
import { type Project, pinnedDrizzle, projects, versionIn } from './projects.ts';

describe.each(projects)('the published package beside Drizzle $name', (project) => {
  it('finds the Drizzle that its project pins', () => {
    expect(versionIn(project, 'drizzle-orm')).toBe(pinnedDrizzle(project));
  });

  it.each(compilers)('has exact types for $name', { timeout: 120_000 }, async (compiler) => {
    expect(await compile(project, compiler)).toEqual([]);
  });

  it.each(['mysql2', 'planetscale'] as const)('signs people in over %s', async (driver) => {
    await testRuntime(nodeIn(project, driver));
  });
});

it('has exact types in the tests that are for Drizzle 1.0 alone', { timeout: 120_000 }, async () => {
  expect(await compileSince10()).toEqual([]);
});

/** Returns Node itself, in a project of a user, with nothing between it and the installed files. */
function nodeIn({ folder }: Project, driver: Runtime['driver']): Runtime {
  return {
    name: `Node on ${driver}`,
    marks: readMarks(),
    driver,
    async run(settings) {
      const starters = await buildStarters(new URL('.tmp/starters/', folder));
      const file = fileURLToPath(new URL(`${driver}.mjs`, starters));
      const { PATH } = process.env;
      const env = { PATH, SETTINGS: JSON.stringify(settings) };
      const { resolved, ...report }: Report & { resolved: string } = JSON.parse(
        await runCommand(process.execPath, [file], { env }),
      );
      expect(resolved).toContain(new URL('node_modules/authjs-drizzle-mysql/', folder).href);
      return report;
    },
  };
}
