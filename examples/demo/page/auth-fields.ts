import { type Html, html } from './html.ts';

/** Renders the fields that Auth.js wants in each form: proof that the form is ours, and where to go afterwards. */
export function authFields(csrfToken: string): Html {
  return html`<input type="hidden" name="csrfToken" value="${csrfToken}">
    <input type="hidden" name="callbackUrl" value="/">`;
}
