import type { AdapterUser } from '@auth/core/adapters';
import { authFields, formToken } from './auth-fields.ts';
import { type Html, html } from './html.ts';
import { identity } from './identity.ts';

/** Shows who is signed in, with the ways to sign out and to their account. */
export function personRegion(user: AdapterUser, csrfToken: string): Html {
  return html`
    <h2 class="overline">Signed in</h2>
    ${identity(user)}
    <div class="actions">
      <form method="post" action="/auth/signout">${authFields(csrfToken)}
        <button class="primary">Sign out</button></form>
      <form method="post" action="/sign-out-everywhere">${formToken(csrfToken)}
        <button>Sign out everywhere</button></form>
    </div>
    <div class="stack">
      <a class="button" href="/account">Your account</a>
      <p class="quiet small">Your devices, linked accounts, passkeys and password; and a way to delete it all.</p>
    </div>`;
}
