import { environment } from '../adapter/environment.ts';
import { MySqlAdapterError } from '../errors.ts';

/** Throws where `NODE_ENV` is `production`; a runtime without a `process` has no environment to read. */
export function refuseInProduction(): void {
  if (environment()?.NODE_ENV !== 'production') return;
  const message =
    'Expected NODE_ENV not to be "production", got it: signInForTest lets in anybody, so it is for tests alone. ' +
    'Set NODE_ENV to "test" where they run; the site itself may keep its own.';
  throw new MySqlAdapterError('INVALID_ARGUMENT', message);
}
