const MEANINGS: Readonly<Record<string, string>> = {
  'GET /': 'Who is signed in?',
  'GET /auth/session': 'Who is signed in?',
  'POST /auth/signin/email': 'Somebody asks for a sign-in code',
  'GET /auth/callback/email': 'A code is typed',
  'POST /auth/callback/password': 'Somebody signs in with a password',
  'GET /auth/callback/demo-id': 'Somebody comes back from Demo ID',
  'GET /auth/webauthn-options/passkey': 'A passkey is about to be used',
  'POST /auth/callback/passkey': 'A passkey answers',
  'POST /auth/signout': 'One session ends',
  'POST /sign-out-everywhere': 'All sessions of one person end',
  'GET /account': 'Somebody opens their account page',
  'POST /account/sign-out-device': 'A session on another device ends',
  'POST /account/sign-out-others': 'All sessions but the current one end',
  'POST /account/unlink': 'An account is unlinked, unless it is the last way in',
  'POST /account/delete-passkey': 'A passkey is deleted, unless it is the last way in',
  'POST /account/password': 'A password is set, and other sessions end',
  'POST /account/new-address': 'A link is sent to a new address',
  'POST /account/confirm-address': 'An address changes',
  'POST /reset': 'Somebody asks for a new password',
  'POST /reset/new': 'A new password is set, and all sessions end',
  'POST /account/delete': 'An account is deleted',
};

/** Returns a few words about what a request is for, or nothing when that is unknown. */
export function meaningOf(requestName: string): string {
  return MEANINGS[requestName] ?? '';
}
