import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: { tsconfigPaths: true },
  test: {
    include: ['test/vitess/**/*.spec.ts'],
    testTimeout: 60_000,
    // Vitess is built with Go the first time, and a server runs for the whole suite.
    hookTimeout: 1_800_000,
  },
});
