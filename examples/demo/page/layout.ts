import type { DemoSettings } from '../settings.ts';
import { document } from './document.ts';
import { type Html, html } from './html.ts';
import { type Notice, noticeRegion } from './notices.ts';
import type { DatabaseRegions, Regions } from './regions.ts';

/** Renders the page: a person's side, and beside it what the database holds. */
export function page(settings: DemoSettings, notice: Notice | null, regions: Regions): Html {
  const body = html`
    <header>
      <h1>Sign in and watch the database</h1>
      <p class="quiet">Auth.js with database sessions, kept by <code>authjs-drizzle-mysql</code> in
        ${settings.databaseName}.</p>
    </header>
    <main>
      <div class="person-side">
        ${noticeArea(notice)}
        <section id="person" class="card" aria-label="You">${regions.person}</section>
        <section id="mailbox" class="card" aria-label="Mailbox">${regions.mailbox}</section>
      </div>
      ${databaseSide(regions)}
    </main>
    ${scripts()}`;
  return document(body, { statePath: '/state' });
}

/** Shows a message, or leaves room for one. */
export function noticeArea(notice: Notice | null): Html {
  return html`<div id="notice" role="status" aria-live="polite">${noticeRegion(notice)}</div>`;
}

/** Shows what the database holds, and what it was asked. */
export function databaseSide({ tables, statements }: DatabaseRegions): Html {
  return html`<div class="database-side">
    <h2>What the database holds</h2>
    <div id="tables">${tables}</div>
    <h2>What the latest requests asked the database</h2>
    <div id="statements">${statements}</div>
  </div>`;
}

/** Loads the scripts of a page, with the place where they say that the demo does not respond. */
export function scripts(): Html {
  return html`<p id="connection" role="status" aria-live="polite"></p>
    <script type="module" src="/passkeys.js"></script>
    <script type="module" src="/browser.js"></script>`;
}

/** Renders the page for while the database is not responding, which retries by itself. */
export function unavailablePage(settings: DemoSettings): Html {
  return document(
    html`<main class="alone"><div class="card">
      <h1>The database is not responding</h1>
      <p class="quiet">This page needs ${settings.databaseName}. It tries again every few seconds.</p>
    </div></main>`,
    { head: html`<meta http-equiv="refresh" content="3;url=/">` },
  );
}
