import { MIN_PASSWORD_LENGTH } from '../passwords.ts';
import { type Html, html } from './html.ts';

/** Renders the field for a new password, with what is expected of it, which `id` and `-rule` name. */
export function newPasswordField(id: string, attributes = html`aria-describedby="${id}-rule"`): Html {
  return html`<label for="${id}">New password</label>
    <input id="${id}" name="password" type="password" required minlength="${MIN_PASSWORD_LENGTH}"
      autocomplete="new-password" ${attributes}>
    <p class="quiet small" id="${id}-rule">At least ${MIN_PASSWORD_LENGTH} characters: four or five words will do.</p>`;
}
