import { formToken } from '../auth-fields.ts';
import { document } from '../document.ts';
import { type Html, html } from '../html.ts';

/** Shows the way to another address, behind one more click. */
export function newAddressForm(csrfToken: string): Html {
  return html`<details id="new-address">
    <summary>Change my address</summary>
    <form method="post" action="/account/new-address" class="stack">${formToken(csrfToken)}
      <label for="new-address-email">New e-mail address</label>
      <input id="new-address-email" name="email" type="email" required maxlength="200" autocomplete="email">
      <p class="quiet small">Nothing changes until you open the link that is sent to it.</p>
      <button class="small-button" id="send-new-address">Send the link</button>
    </form>
  </details>`;
}

/** Renders the page of the link: a form, because mail programs open links to look at them. */
export function confirmAddressPage(link: { email: string; token: string }, csrfToken: string): Html {
  const body = html`<main class="alone"><div class="card">
    <h1>Change your address?</h1>
    <p>From now on, your address here is <strong class="address">${link.email}</strong>. Sign-in codes go there.</p>
    <form method="post" action="/account/confirm-address" class="stack">${formToken(csrfToken)}
      <input type="hidden" name="email" value="${link.email}">
      <input type="hidden" name="token" value="${link.token}">
      <button class="primary">Yes, change my address</button></form>
    <a class="button" href="/account">No, back to your account</a>
  </div></main>`;
  return document(body, { title: 'Change your address: authjs-drizzle-mysql demo' });
}
