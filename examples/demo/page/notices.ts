import { type Html, html } from './html.ts';

/** A message at the top of the page. */
export interface Notice {
  /** Whether it went well, something was wrong, or something has to be done first. */
  readonly kind: 'good' | 'bad' | 'warm';
  readonly text: string;
}

// The names that Auth.js puts into the address: its client-safe errors, and Configuration for all others.
const ERRORS = textsOf({
  Verification:
    'That code is wrong, or no longer good: it works once, within 10 minutes, and for five tries. Check it, or ask for a new one.',
  CredentialsSignin:
    'That address and password do not go together. Check both, or set a new password by mail.',
  OAuthAccountNotLinked:
    'This e-mail address already has an account here. Sign in with a code sent to it first; then you can connect Demo ID.',
  OAuthCallbackError:
    'Demo ID did not sign you in, because you declined or it took too long. You can try again.',
  AccountNotLinked:
    'This e-mail address already has an account here. Sign in first; then you can add a passkey.',
  WebAuthnVerificationError: 'This passkey could not confirm who you are. You can try again.',
  AccessDenied: 'You are not allowed to sign in.',
  MissingCSRF: 'This form was out of date, so nothing was done. Please try again.',
  Configuration: 'That did not work. The terminal where the demo runs says why. You can try again.',
  SessionRequired: 'You are no longer signed in, so nothing was done.',
});

const TOO_SOON =
  'A code was sent to this address less than a minute ago. Use that one, or wait a minute and ask for a new one.';

const OWN = {
  'sign-in-first': bad('Sign in to see your account.'),
  'signed-out-everywhere': good('You are signed out in every browser. All your sessions were deleted.'),
  'account-deleted': good('Your account was deleted, along with everything that belonged to you.'),
  'device-signed-out': good('That device is signed out. Its session was deleted.'),
  'device-gone': bad('That device was already signed out.'),
  'others-signed-out': good('Every other device is signed out. Only this one is still signed in.'),
  'account-unlinked': good('The account was removed. It no longer signs you in.'),
  'account-gone': bad('That account was already removed.'),
  'token-good': good(
    'Demo ID answered. The access token in the table is still good, so nobody was asked for a new one.',
  ),
  'token-refreshed': good(
    'Demo ID answered. The access token had expired: one request brought a new one, which is in the table, encrypted.',
  ),
  'token-gone': warm('Demo ID gives no access token for this account any more. Sign in there again.'),
  'passkey-deleted': good(
    'The passkey was deleted. Your device may still offer it, but it signs nobody in here.',
  ),
  'passkey-gone': bad('That passkey was already deleted.'),
  'new-address-sent': good('A link was sent to the new address: it is in the mailbox on the start page.'),
  'new-address-wrong': bad('That is no e-mail address, so nothing was done.'),
  'address-changed': good('Your address was changed, and is verified.'),
  'address-link-void': bad('This link has already been used, it has expired, or it is for somebody else.'),
  'address-taken': bad('That address belongs to another account, so yours stays.'),
  'last-way-in': bad(
    'That is your only way to sign in, so it was not removed. Add another one first: an account, a passkey, a password, or a verified address.',
  ),
  'password-set': good('Your password was saved. Every other device is signed out.'),
  'password-too-short': bad(
    'That password is too short, so nothing was done. It needs at least 15 characters.',
  ),
  'password-too-long': bad(
    'That password is too long, so nothing was done. It may have 72 characters; letters with accents count as two or more.',
  ),
  'reset-sent': good(
    'If an account has this address, a link was sent to it: it is in the mailbox, and works for 30 minutes.',
  ),
  'reset-link-void': warm(
    'This link has already been used, it has expired, or you asked for a newer one. Ask for a new one.',
  ),
  'password-reset': good('Your password was set, and you are signed out in every browser. Sign in with it.'),
  'form-out-of-date': bad('This form was out of date, so nothing was done. Please try again.'),
} satisfies Record<string, Notice>;

/** The name of a message of the site's own. */
export type NoticeName = keyof typeof OWN;

/** Returns the message that Auth.js asks for in the page's address, or null. */
export function noticeOf({ searchParams }: URL): Notice | null {
  const error = searchParams.get('error');
  if (error === 'TooSoon') return warm(TOO_SOON);
  if (error !== null) return bad(ERRORS.get(error) ?? 'Signing in did not work. Please try again.');
  if (searchParams.get('type') !== 'email') return null;
  return good('Your code has been sent: it is in the mailbox on this page.');
}

/** Returns a message of the site's own, or null for a name that it does not have. */
export function noticeNamed(name: string): Notice | null {
  return Object.hasOwn(OWN, name) ? OWN[name as NoticeName] : null;
}

/** Shows a message, or nothing. */
export function noticeRegion(notice: Notice | null): Html {
  return notice ? html`<p class="notice ${notice.kind}">${notice.text}</p>` : html``;
}

function good(text: string): Notice {
  return { kind: 'good', text };
}

function warm(text: string): Notice {
  return { kind: 'warm', text };
}

function bad(text: string): Notice {
  return { kind: 'bad', text };
}

// A Map, because an address could also ask an object for `constructor`.
function textsOf(texts: Record<string, string>): ReadonlyMap<string, string> {
  return new Map(Object.entries(texts));
}
