import { authFields } from './auth-fields.ts';
import { html } from './html.ts';
import type { Notice } from './notices.ts';
import { fieldState, formNotice, type Step } from './step.ts';

/** What the page that asks for a code knows. */
export interface CodeForm {
  readonly email: string;
  /** The code, if the link in the mail led here. */
  readonly code: string;
  readonly notice: Notice | null;
  readonly csrfToken: string;
}

/**
 * Returns the page that asks for a code.
 *
 * Its form sends what Auth.js takes from the query alone. Opening the page uses up nothing.
 */
export function codeStep({ email, code, notice, csrfToken }: CodeForm): Step {
  const form = html`${formNotice(notice)}
    <form method="get" action="/auth/callback/email" class="stack">
      <input type="hidden" name="callbackUrl" value="/">
      <input type="hidden" name="email" value="${email}">
      <label for="code">Code for <span class="address">${email}</span></label>
      <input id="code" class="code" name="token" value="${code}" required inputmode="numeric" pattern="[0-9]{6}"
        title="Six digits" autocomplete="one-time-code" spellcheck="false" ${fieldState(notice)}>
      <button class="primary">Sign in</button>
    </form>
    <form method="post" action="/auth/signin/email" class="stack">${authFields(csrfToken)}
      <input type="hidden" name="email" value="${email}">
      <button>Send a new code</button>
    </form>
    <p class="quiet small">A new code replaces the last one. Each one allows five tries.</p>`;
  return { title: 'Type your code', hint: 'Six digits, from the mail to your address.', form };
}
