import { afterAll, afterEach, beforeAll, vi } from 'vitest';

/** Hides the DATABASE_URL of whoever runs the tests from one file, and undoes its tests' stubs. */
export function withoutDatabaseUrl(): void {
  const hide = () => void vi.stubEnv('DATABASE_URL', undefined);
  const undo = () => void vi.unstubAllEnvs();
  beforeAll(hide);
  afterEach(() => {
    undo();
    hide(); // for the beforeAll of the next describe too
  });
  afterAll(undo);
}
