import type { AdapterUser } from '@auth/core/adapters';
import { type CurrentUser, type CurrentUserOptions, currentUser } from '../../../src/account.ts';
import type { AdapterTables, MySqlAdapterOptions } from '../../../src/index.ts';
import type { Adapter, OpenBackend } from '../../backends/backend.ts';
import { newUser, signIn } from '../rows/samples.ts';

/** Somebody who is signed in, with what their account page works with. */
export interface SignedIn {
  readonly adapter: Adapter;
  readonly user: AdapterUser;
  readonly sessionToken: string;
  readonly me: CurrentUser;
  /** Makes what another request of theirs works with. */
  readonly again: (options?: Partial<CurrentUserOptions>) => Promise<CurrentUser | null>;
}

/** Returns the cookie of a session as a browser sends it. */
export const cookieOf = (sessionToken: string) => ({
  cookie: `theme=dark; authjs.session-token=${encodeURIComponent(sessionToken)}`,
});

/** Returns who a request with the cookie of a session is from. */
export const whoHas = (
  adapter: Adapter,
  sessionToken: string,
  options: Partial<CurrentUserOptions> = {},
): Promise<CurrentUser | null> =>
  currentUser(adapter, { headers: cookieOf(sessionToken), secure: false, ...options });

/** Signs a new user in and opens their account page. */
export async function openPage(
  backend: OpenBackend,
  tables: AdapterTables,
  options: Partial<CurrentUserOptions> = {},
  adapterOptions: MySqlAdapterOptions = {},
): Promise<SignedIn> {
  const adapter = backend.adapter({ ...adapterOptions, tables });
  const user = await adapter.createUser(newUser());
  const { sessionToken } = await signIn(adapter, user.id);
  const again = (more: Partial<CurrentUserOptions> = {}) =>
    whoHas(adapter, sessionToken, { ...options, ...more });
  const me = await again();
  if (!me) throw new Error('Expected the new user to be signed in.');
  return { adapter, user, sessionToken, me, again };
}
