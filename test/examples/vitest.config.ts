import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: new URL('../..', import.meta.url).pathname,
  resolve: { tsconfigPaths: true },
  test: {
    include: ['test/examples/*.spec.ts'],
    globalSetup: ['test/examples/pack-once.ts', 'test/backends/start-servers.ts'],
    // Each builds and serves an application of its own.
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 1_200_000,
  },
});
