import type { Authenticator } from 'authjs-drizzle-mysql/schema/production';
import { authFields } from './auth-fields.ts';
import { type Html, html } from './html.ts';
import { keyMark } from './icons.ts';
import { friendlyMoment } from './text.ts';

/** Shows a person's passkeys, and the way to add one. */
export function passkeyList(passkeys: readonly Authenticator[], csrfToken: string): Html {
  return html`<h3>Passkeys <span class="count">${passkeys.length}</span></h3>
    ${passkeys.length > 0 && html`<ul class="plain">${passkeys.map(passkeyItem)}</ul>`}
    ${passkeyForm('register', csrfToken, html`<button class="small-button">${keyMark()} Add a passkey</button>`)}`;
}

function passkeyItem({ credentialDeviceType, counter, createdAt }: Authenticator): Html {
  return html`<li>
    <span>${keyMark()} ${credentialDeviceType === 'multiDevice' ? 'On all of your devices' : 'On one device'}</span>
    <span class="quiet small">Since ${friendlyMoment(createdAt)}</span>
    <span class="quiet small">Counter at ${counter}</span>
  </li>`;
}

/** Shows the sign-in for people who have a passkey. */
export function passkeySignIn(csrfToken: string): Html {
  const button = html`<button>${keyMark()} Sign in with a passkey</button>`;
  return passkeyForm('authenticate', csrfToken, html`<div class="stack">${button}</div>`);
}

/** Shows the sign-up for new people who want neither email nor a provider. */
export function passkeySignUp(csrfToken: string): Html {
  return html`<details id="sign-up" class="passkey">
    <summary>New here? Sign up with a passkey</summary>
    ${passkeyForm(
      'register',
      csrfToken,
      html`<div class="stack">
        <label for="new-email">E-mail for the new account</label>
        <input id="new-email" name="email" type="email" required autocomplete="email" placeholder="ada@example.com">
        <button>${keyMark()} Create a passkey</button>
      </div>`,
    )}
  </details>`;
}

/** Renders a form that the script sends once a passkey has answered. */
function passkeyForm(action: 'register' | 'authenticate', csrfToken: string, content: Html): Html {
  return html`<form class="passkey" method="post" action="/auth/callback/passkey">${authFields(csrfToken)}
    <input type="hidden" name="action" value="${action}">
    <input type="hidden" name="data">
    ${content}</form>`;
}
