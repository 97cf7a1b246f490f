import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: new URL('../..', import.meta.url).pathname,
  resolve: { tsconfigPaths: true },
  test: {
    // No `.test.ts`: these need packages that `npm install` does not bring.
    include: ['test/consumers/*.spec.ts'],
    globalSetup: ['test/consumers/install.ts', 'test/backends/start-servers.ts'],
    // While tables come and go elsewhere on a server, drizzle-kit 0.31 may get the columns of an index in another order,
    // and make the index again.
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
