import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: new URL('../..', import.meta.url).pathname,
  test: {
    // No `.test.ts`: these need runtimes that `npm install` does not bring.
    include: ['test/runtimes/*.spec.ts'],
    globalSetup: ['test/runtimes/install.ts', 'test/backends/start-servers.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
