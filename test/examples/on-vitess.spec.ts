import { afterAll, describe } from 'vitest';
import { startVitess } from '../../dev/vitess.ts';
import { describeSignIn } from './describe-sign-in.ts';

const vitess = await startVitess().catch((error: Error) => {
  if (process.env.CI) throw error;
  console.warn(`Not tested here: the examples on Vitess. ${error.message}`);
});
afterAll(() => vitess?.stop());

describe.runIf(vitess)('on Vitess', () => {
  describeSignIn('express', async () => ({ serverUrl: vitess?.url ?? '' }));
});
