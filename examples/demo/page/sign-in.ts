import { authFields } from './auth-fields.ts';
import { type Html, html } from './html.ts';
import { demoIdMark, padlock } from './icons.ts';
import { passkeySignIn, passkeySignUp } from './passkeys.ts';

/** Shows the four ways to sign in. */
export function signInRegion(csrfToken: string): Html {
  return html`
    <h2>Sign in</h2>
    <p class="quiet">Any address will do: no mail leaves this computer.</p>
    <form method="post" action="/auth/signin/email" class="stack">
      ${authFields(csrfToken)}
      <label for="email">E-mail address</label>
      <input id="email" name="email" type="email" required maxlength="200" autocomplete="email" placeholder="ada@example.com">
      <button class="primary">Send me a code</button>
    </form>
    <p class="or"><span>or</span></p>
    <form method="post" action="/auth/signin/demo-id" class="stack">
      ${authFields(csrfToken)}
      <button>${demoIdMark()} Continue with Demo ID</button>
    </form>
    ${passkeySignIn(csrfToken)}
    <a class="button" href="/password">${padlock()} Sign in with a password</a>
    <p class="quiet small">Demo ID is an OpenID Connect provider that runs beside this page.</p>
    ${passkeySignUp(csrfToken)}`;
}
