/**
 * Tokens that reset a password, accept an invitation or confirm an address: each for one purpose, and once.
 *
 * @module authjs-drizzle-mysql/one-time-tokens
 */

export type { AdapterSource, AnyAdapter } from './adapter/parts.ts';
export {
  type OneTimeTokens,
  type OneTimeTokensOptions,
  oneTimeTokens,
} from './one-time-tokens/one-time-tokens.ts';
