import { type Html, html } from './html.ts';

/** Renders the field that every form of the site has: proof that the form is ours. */
export function formToken(csrfToken: string): Html {
  return html`<input type="hidden" name="csrfToken" value="${csrfToken}">`;
}

/** Renders the fields that Auth.js wants in each form: proof that the form is ours, and where to go afterwards. */
export function authFields(csrfToken: string, callbackUrl = '/'): Html {
  return html`${formToken(csrfToken)}
    <input type="hidden" name="callbackUrl" value="${callbackUrl}">`;
}
