import { type Html, html } from './html.ts';

/** Is a message on top of the page. */
export interface Notice {
  readonly kind: 'good' | 'bad';
  readonly text: string;
}

// The names are those that Auth.js puts into the address: its client-safe errors, and Configuration for all others.
const ERRORS = textsOf({
  Verification: 'This link has been used already, or it has expired. Links work once: ask for a new one.',
  OAuthAccountNotLinked:
    'Somebody already uses this e-mail address here. Sign in with a link to it first; then you can connect Demo ID.',
  OAuthCallbackError:
    'Demo ID did not sign you in, because you said no or it took too long. You can try again.',
  AccountNotLinked:
    'Somebody already uses this e-mail address here. Sign in first; then you can add a passkey.',
  WebAuthnVerificationError: 'This passkey did not prove who you are. You can try again.',
  AccessDenied: 'You are not allowed to sign in.',
  MissingCSRF: 'This form was out of date, so nothing was done. Please try again.',
  Configuration:
    'That did not work, and the reason is in the terminal where the demo runs. You can try again.',
  SessionRequired: 'You are not signed in any more, so nothing was done.',
});

const DONE = textsOf({
  'signed-out-everywhere': 'You are signed out in every browser. All of your sessions are deleted.',
  'account-deleted': 'Your account is deleted, and with it everything that belonged to you.',
});

/** Reads from the address of the page what there is to say; null when there is nothing. */
export function noticeOf({ searchParams }: URL): Notice | null {
  const error = searchParams.get('error');
  if (error !== null)
    return { kind: 'bad', text: ERRORS.get(error) ?? 'Signing in did not work. Please try again.' };
  const done = DONE.get(searchParams.get('done') ?? '');
  if (done !== undefined) return { kind: 'good', text: done };
  if (searchParams.get('type') !== 'email') return null;
  return { kind: 'good', text: 'A link is on its way: it is in the mailbox on this page.' };
}

/** Shows a message, or nothing. */
export function noticeRegion(notice: Notice | null): Html {
  return notice ? html`<p class="notice ${notice.kind}">${notice.text}</p>` : html``;
}

// A Map, because an address can ask an object for `constructor` too.
function textsOf(texts: Record<string, string>): ReadonlyMap<string, string> {
  return new Map(Object.entries(texts));
}
