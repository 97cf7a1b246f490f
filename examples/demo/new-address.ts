import type { MySqlAdapterMethods } from 'authjs-drizzle-mysql';

const MAX_AGE_MS = 15 * 60 * 1000;

/** A new address of a person, and the token in the link that was sent to it. */
export interface NewAddress {
  readonly userId: string;
  readonly email: string;
  readonly token: string;
}

/** Returns an address as Auth.js writes it, or undefined for anything that is none. */
export function addressFrom(text: string): string | undefined {
  const address = text.trim().toLowerCase();
  return /^[^\s@]+@[^\s@]+$/.test(address) && address.length <= 255 ? address : undefined;
}

/**
 * Makes the token of a link that proves that a new address is its owner's.
 *
 * Among the tokens of sign-in links, as a hash of its own kind: it opens no sign-in, and is of no use to another person.
 */
export async function createToken(
  adapter: MySqlAdapterMethods,
  { userId, email }: Omit<NewAddress, 'token'>,
): Promise<string> {
  const token = hex(crypto.getRandomValues(new Uint8Array(32)));
  await adapter.createVerificationToken({
    identifier: email,
    token: await stored({ userId, email, token }),
    expires: new Date(Date.now() + MAX_AGE_MS),
  });
  return token;
}

/** Uses up a token, and says whether it was that of this person and address, and not too old. */
export async function redeemToken(adapter: MySqlAdapterMethods, given: NewAddress): Promise<boolean> {
  const found = await adapter.useVerificationToken({ identifier: given.email, token: await stored(given) });
  return found !== null && Number(found.expires) > Date.now();
}

async function stored({ userId, token }: NewAddress): Promise<string> {
  const bytes = new TextEncoder().encode(`new-address:${userId}:${token}`);
  return hex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)));
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
