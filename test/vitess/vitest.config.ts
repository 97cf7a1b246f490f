import { defineConfig } from 'vitest/config';

// Vitess is built with Go the first time, and a server runs for the whole suite.
export default defineConfig({
  resolve: { tsconfigPaths: true },
  test: {
    include: ['test/vitess/**/*.spec.ts'],
    testTimeout: 60_000,
    hookTimeout: 1_800_000,
  },
});
