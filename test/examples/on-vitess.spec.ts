import { afterAll, describe } from 'vitest';
import { startVitess } from '../../dev/vitess.ts';
import { describeSignIn } from './describe-sign-in.ts';

const vitess = await startVitess().catch((error: Error) => {
  if (process.env.CI) throw error;
  console.warn(`Not tested here: examples on Vitess. ${error.message}`);
});
afterAll(() => vitess?.stop());

describe.runIf(vitess)(`on Vitess ${vitess?.version}, with one shard`, () => {
  const { url: serverUrl = '' } = vitess ?? {};
  const start = async () => ({ serverUrl });
  describeSignIn('express', { start });
  describeSignIn('hono-workers', { start });
});
