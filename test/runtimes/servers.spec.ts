import { expect, test } from 'vitest';
import { runtimeOf, servers } from './servers.ts';
import { testRuntime } from './test-runtime.ts';

for (const server of servers) {
  for (const driver of ['planetscale', 'mysql2'] as const) {
    const runtime = runtimeOf(server, driver);
    // In CI nothing is left out: there the expectation fails.
    test.skipIf(!runtime && !process.env.CI)(
      `whole sign-ins work in ${server.name} on ${driver}`,
      async () => {
        expect(runtime, `${server.name} is not installed`).toBeDefined();
        if (runtime) await testRuntime(runtime);
      },
    );
  }
}
