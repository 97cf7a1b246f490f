import { inject, test } from 'vitest';
import { edgeLight, oldestDriver, workerd } from './edge.ts';
import { testRuntime } from './test-runtime.ts';

for (const runtime of [workerd, edgeLight, oldestDriver]) {
  test.skipIf(!inject('servers').mysql)(`whole sign-ins work in ${runtime.name}`, { timeout: 60_000 }, () =>
    testRuntime(runtime),
  );
}
