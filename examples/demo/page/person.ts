import type { Session } from 'authjs-drizzle-mysql/schema/production';
import { authFields } from './auth-fields.ts';
import { avatar } from './avatar.ts';
import { type Html, html } from './html.ts';
import { demoIdMark } from './icons.ts';
import { passkeyList } from './passkeys.ts';
import type { Person } from './regions.ts';
import { friendlyMoment } from './text.ts';

/** Shows who is signed in, where else and through which accounts, and what they can do about it. */
export function personRegion(person: Person, csrfToken: string): Html {
  return html`
    ${identity(person)}
    ${signOutButtons(csrfToken)}
    ${sessionList(person)}
    ${linkedAccounts(person, csrfToken)}
    ${passkeyList(person.passkeys, csrfToken)}
    ${deletion()}`;
}

function identity({ user }: Person): Html {
  return html`<h2 class="overline">Signed in</h2>
    <div class="identity">
      ${avatar(user)}
      <div>
        <p class="name">${user.name ?? user.email}</p>
        ${user.name ? html`<p class="quiet">${user.email}</p>` : ''}
      </div>
    </div>`;
}

function sessionList({ sessions, sessionCount, sessionToken }: Person): Html {
  const more = sessionCount - sessions.length;
  return html`<h3>Sessions <span class="count">${sessionCount}</span></h3>
    <ul class="plain">${sessions.map((session) => sessionItem(session, sessionToken))}
      ${more > 0 ? html`<li class="quiet small">and ${more} more</li>` : ''}</ul>`;
}

function sessionItem(session: Session, currentToken: string): Html {
  const current = session.sessionToken === currentToken;
  return html`<li>
    <span>${current ? html`This browser <b class="badge">current</b>` : 'Another browser'}</span>
    <span class="quiet small">Since ${friendlyMoment(session.createdAt)}</span>
    <span class="quiet small">Ends ${friendlyMoment(session.expires)}</span>
  </li>`;
}

function linkedAccounts({ accounts }: Person, csrfToken: string): Html {
  // To Auth.js, a passkey is an account too.
  const linked = accounts.filter(({ type }) => type !== 'webauthn');
  const title = html`<h3>Linked accounts <span class="count">${linked.length}</span></h3>`;
  if (linked.length > 0) {
    return html`${title}<ul class="plain">${linked.map(
      (
        account,
      ) => html`<li><span>${demoIdMark()} ${account.provider === 'demo-id' ? 'Demo ID' : account.provider}</span>
        <span class="quiet small">${account.providerAccountId}</span></li>`,
    )}</ul>`;
  }
  return html`${title}<p class="quiet small">None yet.</p>
    <form method="post" action="/auth/signin/demo-id">${authFields(csrfToken)}
      <button class="small-button">${demoIdMark()} Connect Demo ID</button></form>`;
}

function signOutButtons(csrfToken: string): Html {
  return html`<div class="actions">
      <form method="post" action="/auth/signout">${authFields(csrfToken)}
        <button class="primary">Sign out</button></form>
      <form method="post" action="/sign-out-everywhere"><button>Sign out everywhere</button></form>
    </div>`;
}

function deletion(): Html {
  return html`<details id="delete-account">
      <summary>Delete my account</summary>
      <p class="quiet small">Your user, sessions, linked accounts, passkeys and unused links are deleted for good.</p>
      <form method="post" action="/delete-account"><button class="danger">Yes, delete my account</button></form>
    </details>`;
}
