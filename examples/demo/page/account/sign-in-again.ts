import { authFields } from '../auth-fields.ts';
import { document } from '../document.ts';
import { type Html, html } from '../html.ts';

const REASON =
  'To change your address, set a password, remove a way to sign in, or delete your account, you must have signed in within the last day';

/** Says on the account page that some of its forms want a fresh sign-in. */
export function freshnessHint(): Html {
  return html`<p class="notice warm">You signed in here more than a day ago. ${REASON}.
    <a href="/account/sign-in-again">Sign in again</a></p>`;
}

/**
 * Renders the page that explains why nothing was done, and offers to sign out and in again.
 *
 * Out first: Auth.js keeps the old session when somebody who is signed in signs in again.
 */
export function signInAgainPage(csrfToken: string): Html {
  const body = html`<main class="alone"><div class="card stack">
    <h1>Please sign in again</h1>
    <p>${REASON}, so that nobody else does it in a browser that you left open. Nothing was done.</p>
    <p class="quiet">Sign out, sign in again, and come back to your account.</p>
    <form method="post" action="/auth/signout" class="stack">${authFields(csrfToken)}
      <button class="primary">Sign out to sign in again</button></form>
    <a class="button" href="/account">Back to your account</a>
  </div></main>`;
  return document(body, { title: 'Please sign in again: authjs-drizzle-mysql demo' });
}
