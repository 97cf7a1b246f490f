import { document } from '../document.ts';
import { type Html, html } from '../html.ts';
import { databaseSide, noticeArea, scripts } from '../layout.ts';
import type { Notice } from '../notices.ts';
import type { DatabaseRegions } from '../regions.ts';
import { deletion } from './deletion.ts';
import { deviceList } from './devices.ts';
import { emailSection } from './email.ts';
import { linkedAccounts } from './linked-accounts.ts';
import { passkeyList } from './passkeys.ts';
import { passwordSection } from './password.ts';
import { freshnessHint } from './sign-in-again.ts';
import type { AccountState } from './state.ts';

/** The parts of the account page that change while it is open, by the ids of their elements. */
export type AccountRegions = DatabaseRegions & Readonly<Record<'account', Html>>;

/** Renders the account page: everything that a person can do with their account, beside what the database holds. */
export function accountPage(notice: Notice | null, regions: AccountRegions): Html {
  const body = html`
    <header>
      <p class="small"><a href="/">Back to the start</a></p>
      <h1>Your account</h1>
      <p class="quiet">Where you are signed in, how you sign in, and how to leave.</p>
    </header>
    <main class="account-main">
      <div class="person-side">
        ${noticeArea(notice)}
        <div id="account">${regions.account}</div>
      </div>
      ${databaseSide(regions)}
    </main>
    ${scripts()}`;
  return document(body, { title: 'Your account: authjs-drizzle-mysql demo', statePath: '/account/state' });
}

/** Shows everything that belongs to a person, part by part. */
export function accountRegion(state: AccountState, csrfToken: string): Html {
  return html`
    ${!state.isFresh && freshnessHint()}
    ${emailSection(state, csrfToken)}
    ${deviceList(state, csrfToken)}
    ${linkedAccounts(state, csrfToken)}
    ${passkeyList(state, csrfToken)}
    ${passwordSection(state, csrfToken)}
    ${deletion(csrfToken)}`;
}

/** Shows, on a page that was open, that its session has ended meanwhile. */
export function signedOutRegion(): Html {
  return html`<section class="card stack">
    <h2>You are signed out</h2>
    <p class="quiet">The session of this browser has ended.</p>
    <a class="button primary" href="/">Sign in</a>
  </section>`;
}
