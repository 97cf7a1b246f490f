import type { ResetLink } from '../password-reset.ts';
import { formToken } from './auth-fields.ts';
import { html } from './html.ts';
import { newPasswordField } from './new-password.ts';
import type { Notice } from './notices.ts';
import { fieldState, formNotice, type Step } from './step.ts';

/** Returns the page that asks where to send a link to a new password. */
export function askForLinkStep(notice: Notice | null, csrfToken: string): Step {
  const form = html`${formNotice(notice)}
    <form method="post" action="/reset" class="stack">${formToken(csrfToken)}
      <label for="email">E-mail address</label>
      <input id="email" name="email" type="email" required maxlength="200" autocomplete="username"
        placeholder="ada@example.com" ${fieldState(notice)}>
      <button class="primary">Send me a link</button>
    </form>
    <p><a href="/password">Back to the password</a></p>`;
  return { title: 'Set a new password', hint: 'Your first one, or instead of one that you forgot.', form };
}

/** Returns the page of the link; opening it uses up nothing, because mail programs open links to look at them. */
export function newPasswordStep({ email, token }: ResetLink, notice: Notice | null, csrfToken: string): Step {
  const form = html`${formNotice(notice)}
    <form method="post" action="/reset/new" class="stack">${formToken(csrfToken)}
      <input type="hidden" name="token" value="${token}">
      <label for="email">E-mail address</label>
      <input id="email" name="email" type="email" value="${email}" readonly autocomplete="username">
      ${newPasswordField('password', fieldState(notice, 'password-rule'))}
      <button class="primary">Set the password</button>
    </form>
    <p class="quiet small">Afterwards you are signed out in every browser.</p>`;
  return { title: 'Choose a new password', hint: 'The link works once.', form };
}
