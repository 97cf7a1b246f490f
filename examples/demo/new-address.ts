import type { MySqlAdapterMethods } from 'authjs-drizzle-mysql';
import { oneTimeTokens } from 'authjs-drizzle-mysql/one-time-tokens';

/**
 * Makes the functions for the tokens of links that prove that a new address is its owner's.
 *
 * A token is for one address of one person: of no use to another person, and it signs nobody in.
 */
export function newAddressTokens(adapter: MySqlAdapterMethods, userId: string) {
  const tokens = oneTimeTokens(adapter, { purpose: 'new-address', maxAgeSeconds: 15 * 60 });
  const identifier = (email: string) => `${userId}:${email}`;
  return {
    create: (email: string) => tokens.create(identifier(email)),
    use: (email: string, token: string) => tokens.use(identifier(email), token),
  };
}
