import { fileURLToPath } from 'node:url';
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';

const root = fileURLToPath(new URL('../..', import.meta.url));
const limits = { testTimeout: 60_000, hookTimeout: 120_000 };

/** Runs tests, and the sources that they test, with the Drizzle of another project instead of our own. */
function withDrizzleOf(name: string, include: string[]): TestProjectInlineConfiguration {
  const importer = fileURLToPath(new URL(`${name}/package.json`, import.meta.url));
  return {
    root,
    resolve: { tsconfigPaths: true },
    plugins: [
      {
        name: `Drizzle ${name}`,
        enforce: 'pre',
        resolveId(id) {
          return /^drizzle-orm(\/|$)/.test(id) ? this.resolve(id, importer, { skipSelf: true }) : undefined;
        },
      },
    ],
    test: { name: `Drizzle ${name}`, include, ...limits },
  };
}

export default defineConfig({
  root,
  test: {
    globalSetup: ['test/drizzle/install.ts', 'test/backends/start-servers.ts'],
    // No `.test.ts`: these need versions of Drizzle that `npm install` does not bring.
    projects: [
      { root, test: { name: 'published', include: ['test/drizzle/*.spec.ts'], ...limits } },
      withDrizzleOf('0.45', ['test/relations/*.test.ts']),
      withDrizzleOf('1.0', [
        'test/{adapter,contract,database,handle}/**/*.test.ts',
        // All but those about servers that are stopped, which have little to do with Drizzle and take a minute.
        'test/faults/!(restarts|mysql2-kills).test.ts',
        'test/drizzle/since-1.0/*.spec.ts',
      ]),
    ],
  },
});
