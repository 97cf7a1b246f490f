import { compare, hash } from 'bcryptjs';
import type { NoticeName } from './page/notices.ts';

/**
 * The least number of characters: what NIST asks of a password that signs in without a second factor.
 *
 * NIST also asks for a list of common passwords to refuse, which the demo leaves out.
 *
 * @see https://pages.nist.gov/800-63-4/sp800-63b.html#passwordver
 */
export const MIN_PASSWORD_LENGTH = 15;

/** The greatest number of bytes: bcrypt ignores what follows. */
const MAX_PASSWORD_BYTES = 72;

// OWASP's least, and 2^10 rounds: 0.06 to 0.14 seconds of CPU time in JavaScript. A Worker on Cloudflare's free plan
// has 0.01 for a request, which suits no password hash; on a paid one, and with a native library, take 12.
const COST = 10;

// Of random text that was thrown away, with the same cost.
const DUMMY_HASH = '$2b$10$Ae2TjFCYiFthAl2HIus6GuE.UvHHo4dY9PJzCS0JZrTNEwepGL0ry';

/** Returns why a text cannot be a new password, or undefined if it can. */
export function passwordProblem(password: string): NoticeName | undefined {
  if ([...password].length < MIN_PASSWORD_LENGTH) return 'password-too-short';
  return isTooLong(password) ? 'password-too-long' : undefined;
}

/** Hashes a password that has no problem. */
export function hashPassword(password: string): Promise<string> {
  return hash(normal(password), COST);
}

/**
 * Says whether a password is the one of a hash.
 *
 * Without a hash the answer is no and takes the same time, so that it does not tell who has an account.
 */
export async function isPassword(password: string, expected: string | null | undefined): Promise<boolean> {
  if (isTooLong(password)) return false;
  return (await compare(normal(password), expected ?? DUMMY_HASH)) && Boolean(expected);
}

function isTooLong(password: string): boolean {
  return new TextEncoder().encode(normal(password)).length > MAX_PASSWORD_BYTES;
}

// A letter with an accent may be one character or two, depending on the keyboard.
function normal(password: string): string {
  return password.normalize('NFKC');
}
