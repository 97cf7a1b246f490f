import { formToken } from '../auth-fields.ts';
import { type Html, html } from '../html.ts';
import { newPasswordField } from '../new-password.ts';
import type { AccountState } from './state.ts';

/** Shows whether a person has a password, and the way to set one, behind one more click. */
export function passwordSection({ user, hasPassword }: AccountState, csrfToken: string): Html {
  return html`<section class="card" aria-labelledby="password">
    <h2 id="password">Password <span class="count">${hasPassword ? 'set' : 'not set'}</span></h2>
    ${!hasPassword && html`<p class="quiet small">None yet. With one, you can sign in without a mail or a device.</p>`}
    <details id="set-password">
      <summary>${hasPassword ? 'Change my password' : 'Set a password'}</summary>
      <form method="post" action="/account/password" class="stack">${formToken(csrfToken)}
        <input type="email" value="${user.email}" autocomplete="username" readonly hidden>
        ${newPasswordField('new-password')}
        <button class="small-button" id="save-password">Save the password</button>
      </form>
    </details>
  </section>`;
}
