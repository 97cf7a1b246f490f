import { type Html, html } from './html.ts';

/** A message at the top of the page. */
export interface Notice {
  readonly kind: 'good' | 'bad';
  readonly text: string;
}

// The names that Auth.js puts into the address: its client-safe errors, and Configuration for all others.
const ERRORS = textsOf({
  Verification:
    'This link has already been used, or it has expired. Each link works once: ask for a new one.',
  OAuthAccountNotLinked:
    'This e-mail address already has an account here. Sign in with a link to it first; then you can connect Demo ID.',
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

const DONE = textsOf({
  'signed-out-everywhere': 'You are signed out in every browser. All your sessions were deleted.',
  'account-deleted': 'Your account was deleted, along with everything that belonged to you.',
});

/** Returns the message that the page's address asks for, or null. */
export function noticeOf({ searchParams }: URL): Notice | null {
  const error = searchParams.get('error');
  if (error !== null)
    return { kind: 'bad', text: ERRORS.get(error) ?? 'Signing in did not work. Please try again.' };
  const done = DONE.get(searchParams.get('done') ?? '');
  if (done !== undefined) return { kind: 'good', text: done };
  if (searchParams.get('type') !== 'email') return null;
  return { kind: 'good', text: 'Your link has been sent: it is in the mailbox on this page.' };
}

/** Shows a message, or nothing. */
export function noticeRegion(notice: Notice | null): Html {
  return notice ? html`<p class="notice ${notice.kind}">${notice.text}</p>` : html``;
}

// A Map, because an address could also ask an object for `constructor`.
function textsOf(texts: Record<string, string>): ReadonlyMap<string, string> {
  return new Map(Object.entries(texts));
}
