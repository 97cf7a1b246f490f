export type { ConfigWithSessions, CredentialConfig } from './credentials/config.ts';
export { withCredentialSessions } from './credentials/with-credential-sessions.ts';
