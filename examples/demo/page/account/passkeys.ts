import type { ListedPasskey } from 'authjs-drizzle-mysql/account';
import { formToken } from '../auth-fields.ts';
import { type Html, html } from '../html.ts';
import { keyMark } from '../icons.ts';
import { passkeyAddition } from '../passkeys.ts';
import { shortened } from '../text.ts';
import { timeAgo } from '../time.ts';
import { onlyWayIn } from './only-way-in.ts';
import { type AccountState, hasOneWayIn } from './state.ts';

/** Shows a person's passkeys, a way to delete each, and a way to add one. */
export function passkeyList(state: AccountState, csrfToken: string): Html {
  const { passkeys } = state;
  const isOnly = hasOneWayIn(state);
  return html`<section class="card" aria-labelledby="passkeys">
    <h2 id="passkeys">Passkeys <span class="count">${passkeys.length}</span></h2>
    ${
      passkeys.length > 0
        ? html`<ul class="plain entries">${passkeys.map((passkey) => passkeyItem(passkey, isOnly, csrfToken))}</ul>`
        : html`<p class="quiet small">None yet. With one, your fingerprint, face or PIN signs you in.</p>`
    }
    ${passkeyAddition(csrfToken)}
  </section>`;
}

function passkeyItem(passkey: ListedPasskey, isOnly: boolean, csrfToken: string): Html {
  const { credentialID, deviceType, backedUp, createdAt } = passkey;
  const name = deviceType === 'multiDevice' ? 'Passkey on all of your devices' : 'Passkey on one device';
  const short = shortened(credentialID, 12);
  return html`<li class="entry">
    <span class="mark">${keyMark()}</span>
    <div>
      <p><strong>${name}</strong></p>
      <p class="quiet small">Credential <code>${short}</code>${backedUp ? ', backed up' : ''}</p>
      <p class="quiet small">${createdAt && html`Added ${timeAgo(createdAt)}`}</p>
      ${isOnly && onlyWayIn()}
    </div>
    ${
      !isOnly &&
      html`<form method="post" action="/account/delete-passkey">${formToken(csrfToken)}
      <input type="hidden" name="credentialID" value="${credentialID}">
      <button class="small-button danger" id="delete-${credentialID}" aria-label="Delete passkey ${short}">Delete</button>
    </form>`
    }
  </li>`;
}
