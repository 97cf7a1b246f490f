import { type Html, html } from '../html.ts';
import { identity } from '../identity.ts';
import { newAddressForm } from './new-address.ts';
import type { AccountState } from './state.ts';

/** Shows who is signed in, whether a code sent to their address is a way to sign in, and the way to another address. */
export function emailSection({ user }: AccountState, csrfToken: string): Html {
  return html`<section class="card" aria-label="You">
    ${identity(user)}
    ${
      user.emailVerified
        ? html`<p class="small quiet">Your address is verified, so a code sent to it always signs you in.</p>`
        : html`<p class="small quiet">Your address is not verified, so it does not count as a way to sign in. Sign in
          once with a code sent to it, and it does.</p>`
    }
    ${newAddressForm(csrfToken)}
  </section>`;
}
