import { document } from './document.ts';
import { type Html, html } from './html.ts';
import { databaseSide, scripts } from './layout.ts';
import { type Notice, noticeRegion } from './notices.ts';
import type { Regions } from './regions.ts';

/** One step of signing in: a page with one form. */
export interface Step {
  readonly title: string;
  readonly hint: string;
  readonly form: Html;
}

/** Renders a page for one step, beside the mailbox and what the database holds. */
export function stepPage({ title, hint, form }: Step, regions: Regions): Html {
  const body = html`
    <header>
      <p class="small"><a href="/">Back to the start</a></p>
      <h1>${title}</h1>
      <p class="quiet">${hint}</p>
    </header>
    <main>
      <div class="person-side">
        <div class="card step">${form}</div>
        <section id="mailbox" class="card" aria-label="Mailbox">${regions.mailbox}</section>
      </div>
      ${databaseSide(regions)}
    </main>
    ${scripts()}`;
  return document(body, { title: `${title}: authjs-drizzle-mysql demo`, statePath: '/state' });
}

/** Shows a message about the form, so that screen readers say it at once and again with its field. */
export function formNotice(notice: Notice | null): Html {
  const role = notice === null || notice.kind === 'good' ? 'status' : 'alert';
  return html`<div id="problem" role="${role}">${noticeRegion(notice)}</div>`;
}

/** Returns the attributes of the field that a message is about, and where the next key goes. */
export function fieldState(notice: Notice | null, ruleId = ''): Html {
  return html`aria-describedby="problem ${ruleId}" autofocus ${notice?.kind === 'bad' && html`aria-invalid="true"`}`;
}
