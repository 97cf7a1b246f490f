import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: { tsconfigPaths: true },
  test: {
    include: ['test/**/*.test.ts', 'examples/**/*.test.ts'],
    globalSetup: 'test/backends/start-servers.ts',
    testTimeout: 30_000,
    hookTimeout: 120_000,
  },
});
