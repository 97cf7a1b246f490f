import type { AdapterUser } from '@auth/core/adapters';
import { avatar } from './avatar.ts';
import { type Html, html } from './html.ts';

/** Shows who is signed in: picture, name and address. */
export function identity(user: AdapterUser): Html {
  return html`<div class="identity">
    ${avatar(user)}
    <div>
      <p class="name">${user.name ?? user.email}</p>
      ${user.name ? html`<p class="quiet">${user.email}</p>` : ''}
    </div>
  </div>`;
}
