import { defineConfig } from 'vitest/config';

// In a run of its own: one of several projects would give two workers the same number, and so the same keyspaces.
export default defineConfig({
  resolve: { tsconfigPaths: true },
  test: {
    include: ['test/contract/**/*.test.ts'],
    globalSetup: 'test/backends/vitess/start-vitess.ts',
    setupFiles: 'test/backends/expect-gaps.ts',
    testTimeout: 60_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
  },
});
