const MEANINGS: Readonly<Record<string, string>> = {
  'GET /': 'Who is signed in?',
  'GET /auth/session': 'Who is signed in?',
  'POST /auth/signin/email': 'Somebody asks for a sign-in link',
  'GET /auth/callback/email': 'A sign-in link is opened',
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
  'POST /account/new-address': 'A link is sent to a new address',
  'POST /account/confirm-address': 'An address changes',
  'POST /account/delete': 'An account is deleted',
};

/** Returns a few words about what a request is for, or nothing when that is unknown. */
export function meaningOf(requestName: string): string {
  return MEANINGS[requestName] ?? '';
}
