export type { AdapterSource, AnyAdapter } from './adapter/parts.ts';
export {
  type OneTimeTokens,
  type OneTimeTokensOptions,
  oneTimeTokens,
} from './one-time-tokens/one-time-tokens.ts';
