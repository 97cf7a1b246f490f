export { type Account, accounts, type NewAccount } from './accounts.ts';
export { type NewSession, type Session, sessions } from './sessions.ts';
export { type NewUser, type User, users } from './users.ts';
export {
  type NewVerificationToken,
  type VerificationToken,
  verificationTokens,
} from './verification-tokens.ts';
