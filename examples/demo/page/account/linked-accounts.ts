import type { ListedAccount } from 'authjs-drizzle-mysql/account';
import { authFields, formToken } from '../auth-fields.ts';
import { type Html, html } from '../html.ts';
import { demoIdMark } from '../icons.ts';
import { timeAgo } from '../time.ts';
import { onlyWayIn } from './only-way-in.ts';
import { type AccountState, hasOneWayIn } from './state.ts';

/** Shows the accounts that a person signs in with, a way to remove each, and a way to connect one more. */
export function linkedAccounts(state: AccountState, csrfToken: string): Html {
  const { accounts } = state;
  const isOnly = hasOneWayIn(state);
  return html`<section class="card" aria-labelledby="linked-accounts">
    <h2 id="linked-accounts">Linked accounts <span class="count">${accounts.length}</span></h2>
    ${
      accounts.length > 0
        ? html`<ul class="plain entries">${accounts.map((account) => accountItem(account, isOnly, csrfToken))}</ul>`
        : html`<p class="quiet small">None yet. Connect one to sign in with it.</p>`
    }
    <form method="post" action="/auth/signin/demo-id">${authFields(csrfToken, '/account')}
      <button class="small-button" id="connect-demo-id">${demoIdMark()} ${accounts.length > 0 ? 'Connect another Demo ID' : 'Connect Demo ID'}</button>
    </form>
  </section>`;
}

function accountItem(account: ListedAccount, isOnly: boolean, csrfToken: string): Html {
  const { provider, providerAccountId, createdAt } = account;
  const name = provider === 'demo-id' ? 'Demo ID' : provider;
  return html`<li class="entry">
    <span class="mark">${demoIdMark()}</span>
    <div>
      <p><strong>${name}</strong></p>
      <p class="quiet small">Account ${providerAccountId}</p>
      <p class="quiet small">${createdAt && html`Connected ${timeAgo(createdAt)}`}</p>
      ${isOnly && onlyWayIn()}
      ${
        provider === 'demo-id' &&
        html`<form method="post" action="/account/ask-demo-id">${formToken(csrfToken)}
        <input type="hidden" name="providerAccountId" value="${providerAccountId}">
        <button class="small-button" id="ask-${encodeURIComponent(providerAccountId)}">Use its access token</button>
      </form>`
      }
    </div>
    ${
      !isOnly &&
      html`<form method="post" action="/account/unlink">${formToken(csrfToken)}
      <input type="hidden" name="provider" value="${provider}">
      <input type="hidden" name="providerAccountId" value="${providerAccountId}">
      <button class="small-button danger" id="unlink-${encodeURIComponent(providerAccountId)}"
        aria-label="Remove ${name}, account ${providerAccountId}">Remove</button>
    </form>`
    }
  </li>`;
}
