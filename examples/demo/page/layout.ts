import type { DemoSettings } from '../settings.ts';
import { type Html, html } from './html.ts';
import { type Notice, noticeRegion } from './notices.ts';
import type { Regions } from './regions.ts';

/** Renders the page: a person's side, and beside it what the database holds. */
export function page(settings: DemoSettings, notice: Notice | null, regions: Regions): Html {
  return document(html`
    <header>
      <h1>Sign in and watch the database</h1>
      <p class="quiet">Auth.js with database sessions, kept by <code>authjs-drizzle-mysql</code> in
        ${settings.databaseName}.</p>
    </header>
    <main>
      <div class="person-side">
        <div id="notice" role="status" aria-live="polite">${noticeRegion(notice)}</div>
        <section id="person" class="card" aria-label="You">${regions.person}</section>
        <section id="mailbox" class="card" aria-label="Mailbox">${regions.mailbox}</section>
      </div>
      <div class="database-side">
        <h2>What the database holds</h2>
        <div id="tables">${regions.tables}</div>
        <h2>What the latest requests asked the database</h2>
        <div id="statements">${regions.statements}</div>
      </div>
    </main>
    <p id="connection" role="status" aria-live="polite"></p>
    <script type="module" src="/passkeys.js"></script>
    <script type="module" src="/browser.js"></script>`);
}

/** Renders the page for while the database is not responding, which retries by itself. */
export function unavailablePage(settings: DemoSettings): Html {
  return document(
    html`<main class="alone"><div class="card">
      <h1>The database is not responding</h1>
      <p class="quiet">This page needs ${settings.databaseName}. It tries again every few seconds.</p>
    </div></main>`,
    html`<meta http-equiv="refresh" content="3;url=/">`,
  );
}

function document(body: Html, head: Html = html``): Html {
  return html`<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>authjs-drizzle-mysql demo</title>
  <link rel="icon" href="data:,">
  <link rel="stylesheet" href="/style.css">
  ${head}
</head>
<body>${body}</body>
</html>`;
}
