import { type AuthConfig, skipCSRFCheck } from '@auth/core';
import type { Adapter } from '@auth/core/adapters';
import type { Provider } from '@auth/core/providers';

/** Configures an application that keeps its sessions with an adapter; what goes wrong in it is added to `errors`. */
export const configureAuth = (adapter: Adapter, providers: Provider[], errors: Error[] = []): AuthConfig => ({
  adapter,
  providers,
  secret: 'a secret of the test',
  trustHost: true,
  basePath: '/auth',
  skipCSRFCheck,
  session: { strategy: 'database' },
  logger: { error: (error) => void errors.push(error) },
});
