/**
 * Sign-ins with a password whose sessions are in the database.
 *
 * @module authjs-drizzle-mysql/credentials
 */

export type { ConfigWithSessions, CredentialConfig } from './credentials/config.ts';
export { withCredentialSessions } from './credentials/with-credential-sessions.ts';
