import type { AdapterSession } from '@auth/core/adapters';
import type { AdapterContext } from './context.ts';

/**
 * Leaves the token out wherever a session is copied or written as JSON, if it is private.
 *
 * Auth.js reads it for the cookie, and gives a copy of the session to the callback whose result the browser gets.
 */
export const hideToken = <Session extends AdapterSession>(
  { hidesSessionToken }: AdapterContext,
  session: Session,
): Session =>
  hidesSessionToken ? Object.defineProperty(session, 'sessionToken', { enumerable: false }) : session;
