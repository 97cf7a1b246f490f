import type { ListedSession } from 'authjs-drizzle-mysql/account';
import { authFields, formToken } from '../auth-fields.ts';
import { type Html, html } from '../html.ts';
import { shortened } from '../text.ts';
import { timeAgo } from '../time.ts';
import { deviceMark } from './device-mark.ts';
import { type DeviceName, deviceNameOf } from './device-name.ts';
import type { AccountState } from './state.ts';

/** Shows where a person is signed in, this device first, with a way to sign each one out. */
export function deviceList({ sessions }: AccountState, csrfToken: string): Html {
  const others = sessions.filter(({ isCurrent }) => !isCurrent);
  const current = sessions.filter(({ isCurrent }) => isCurrent);
  return html`<section class="card" aria-labelledby="devices">
    <h2 id="devices">Devices <span class="count">${sessions.length}</span></h2>
    <ul class="plain entries">${[...current, ...others].map((session) => deviceItem(session, csrfToken))}</ul>
    ${others.length > 0 ? signOutOthers(csrfToken) : html`<p class="quiet small">You are not signed in anywhere else.</p>`}
  </section>`;
}

function deviceItem(session: ListedSession, csrfToken: string): Html {
  const { id, isCurrent, createdAt, updatedAt, ipAddress } = session;
  const device = deviceNameOf(session.userAgent);
  return html`<li class="entry">
    ${deviceMark(device.kind)}
    <div>
      <p><strong id="device-${id}">${device.text}</strong>
        ${isCurrent && html`<b class="badge">this device</b>`}</p>
      ${device.kind === 'unknown' && whatItSaid(session.userAgent)}
      <p class="quiet small">${ipAddress ? html`Network <bdi>${ipAddress}</bdi>` : 'Network not known'}</p>
      <p class="quiet small">${createdAt && html`Signed in ${timeAgo(createdAt)}`}</p>
      <p class="quiet small">${isCurrent ? 'Here now' : updatedAt && html`Last seen ${timeAgo(updatedAt)}`}</p>
    </div>
    ${isCurrent ? signOutHere(csrfToken) : signOutDevice(session, device, csrfToken)}
  </li>`;
}

/** Shows the beginning of a header that names no known browser. */
function whatItSaid(userAgent: string | null | undefined): Html {
  if (!userAgent) return html`<p class="quiet small">It did not say what it is.</p>`;
  return html`<p class="quiet small">It calls itself <q><bdi>${shortened(userAgent, 80)}</bdi></q></p>`;
}

function signOutHere(csrfToken: string): Html {
  return html`<form method="post" action="/auth/signout">${authFields(csrfToken)}
    <button class="small-button" id="sign-out-here">Sign out</button></form>`;
}

function signOutDevice({ id, ipAddress }: ListedSession, device: DeviceName, csrfToken: string): Html {
  const network = ipAddress ? `, network ${ipAddress}` : '';
  return html`<form method="post" action="/account/sign-out-device">${formToken(csrfToken)}
    <input type="hidden" name="id" value="${id}">
    <button class="small-button" id="sign-out-${id}" aria-label="Sign out ${device.text}${network}">Sign out</button>
  </form>`;
}

function signOutOthers(csrfToken: string): Html {
  return html`<form method="post" action="/account/sign-out-others">${formToken(csrfToken)}
    <button id="sign-out-others">Sign out all other devices</button></form>`;
}
