import { formToken } from '../auth-fields.ts';
import { type Html, html } from '../html.ts';

/** Shows the way to delete the account, behind one more click. */
export function deletion(csrfToken: string): Html {
  return html`<section class="card" aria-labelledby="leave">
    <h2 id="leave">Leave</h2>
    <details id="delete-account">
      <summary>Delete my account</summary>
      <p class="quiet small">Your user, sessions, linked accounts, passkeys and codes are deleted for good.</p>
      <form method="post" action="/account/delete">${formToken(csrfToken)}
        <button class="danger" id="confirm-deletion">Yes, delete my account</button></form>
    </details>
  </section>`;
}
