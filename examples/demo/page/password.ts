import { authFields } from './auth-fields.ts';
import { html } from './html.ts';
import type { Notice } from './notices.ts';
import { fieldState, formNotice, type Step } from './step.ts';

/** Returns the page that asks for a password. */
export function passwordStep(email: string, notice: Notice | null, csrfToken: string): Step {
  const form = html`${formNotice(notice)}
    <form method="post" action="/auth/callback/password" class="stack">${authFields(csrfToken)}
      <label for="email">E-mail address</label>
      <input id="email" name="email" type="email" value="${email}" required maxlength="200" autocomplete="username"
        placeholder="ada@example.com" ${!email && fieldState(notice)}>
      <label for="password">Password</label>
      <input id="password" name="password" type="password" required autocomplete="current-password"
        ${email && fieldState(notice)}>
      <button class="primary">Sign in</button>
    </form>
    <p><a href="/reset">Forgot it, or none yet?</a></p>`;
  return {
    title: 'Sign in with a password',
    hint: 'It begins a session in the database, like every other way.',
    form,
  };
}
