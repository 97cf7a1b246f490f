export {
  type CredentialConfig,
  withCredentialSessions,
} from './credentials/with-credential-sessions.ts';
