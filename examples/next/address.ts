import { cookies } from 'next/headers';
import { pageUrl } from './mail';

/** Returns an address as Auth.js stores it, so that both are the same text; nothing if it is no address. */
export function normalizeAddress(text: string): string | undefined {
  const address = text.normalize('NFKC').trim().toLowerCase();
  return /^[^\s@",]+@[^\s@",]+$/.test(address) ? address : undefined;
}

const COOKIE = 'address';

/** Remembers which address a visitor has typed, since Auth.js's redirects do not say it. */
export async function rememberAddress(address: string): Promise<void> {
  const secure = pageUrl('/', {}).protocol === 'https:';
  (await cookies()).set(COOKIE, address, { httpOnly: true, sameSite: 'lax', secure, maxAge: 600 });
}

/** Returns the address that a visitor typed last. */
export async function rememberedAddress(): Promise<string | undefined> {
  return normalizeAddress((await cookies()).get(COOKIE)?.value ?? '');
}
