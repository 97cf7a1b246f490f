import { authFields } from './auth-fields.ts';
import { type Html, html } from './html.ts';
import { keyMark } from './icons.ts';

/** Shows the sign-in for people who have a passkey. */
export function passkeySignIn(csrfToken: string): Html {
  const button = html`<button>${keyMark()} Sign in with a passkey</button>`;
  return passkeyForm('authenticate', authFields(csrfToken), html`<div class="stack">${button}</div>`);
}

/** Shows the sign-up for new people who want neither email nor a provider. */
export function passkeySignUp(csrfToken: string): Html {
  return html`<details id="sign-up" class="passkey">
    <summary>New here? Sign up with a passkey</summary>
    ${passkeyForm(
      'register',
      authFields(csrfToken),
      html`<div class="stack">
        <label for="new-email">E-mail for the new account</label>
        <input id="new-email" name="email" type="email" required maxlength="200" autocomplete="email" placeholder="ada@example.com">
        <button>${keyMark()} Create a passkey</button>
      </div>`,
    )}
  </details>`;
}

/** Shows the way to add a passkey to the account of the person who is signed in. */
export function passkeyAddition(csrfToken: string): Html {
  const button = html`<button class="small-button" id="add-passkey">${keyMark()} Add a passkey</button>`;
  return passkeyForm('register', authFields(csrfToken, '/account'), button);
}

/** Renders a form that the script sends once a passkey has answered. */
function passkeyForm(action: 'register' | 'authenticate', fields: Html, content: Html): Html {
  return html`<form class="passkey" method="post" action="/auth/callback/passkey">${fields}
    <input type="hidden" name="action" value="${action}">
    <input type="hidden" name="data">
    ${content}</form>`;
}
