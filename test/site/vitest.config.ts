import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: new URL('../..', import.meta.url).pathname,
  resolve: { tsconfigPaths: true },
  test: {
    // No `.test.ts`: the site needs packages that `npm install` does not bring.
    include: ['test/site/*.spec.ts'],
    globalSetup: ['test/site/build-once.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
