import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: { tsconfigPaths: true },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'vitess',
          include: ['test/vitess/**/*.spec.ts'],
          testTimeout: 60_000,
          // Vitess is built with Go the first time, and a server runs for the whole suite.
          hookTimeout: 1_800_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'contract',
          include: ['test/contract/**/*.test.ts'],
          globalSetup: 'test/backends/vitess/start-vitess.ts',
          setupFiles: 'test/backends/expect-gaps.ts',
          testTimeout: 60_000,
          hookTimeout: 120_000,
          maxWorkers: 2,
          // Not beside the specs, which have Vitesses of their own.
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
