import { type Html, html } from './html.ts';

/** Adds what Auth.js wants in each of its forms: proof that the form is ours, and where to go afterwards. */
export function authFields(csrfToken: string): Html {
  return html`<input type="hidden" name="csrfToken" value="${csrfToken}">
    <input type="hidden" name="callbackUrl" value="/">`;
}
