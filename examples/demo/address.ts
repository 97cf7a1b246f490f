// Leaves room for a purpose and an id beside it, in a column of 255 characters.
const MAX_LENGTH = 200;

/** Returns an address as Auth.js writes it, or undefined for anything that is none. */
export function addressFrom(text: string): string | undefined {
  const address = text.normalize('NFKC').trim().toLowerCase();
  return /^[^\s@"]+@[^\s@",]+$/.test(address) && address.length <= MAX_LENGTH ? address : undefined;
}
