import type { RecordedRequest, Statement } from '../statement-log.ts';
import { type Html, html } from './html.ts';
import { bar } from './icons.ts';
import { meaningOf } from './request-meaning.ts';
import { readableSql, verbOf } from './sql.ts';
import { count, timeOfDay } from './text.ts';

/** Shows the statements that the latest requests ran, and how long each took. */
export function statementsRegion(requests: readonly RecordedRequest[]): Html {
  if (requests.length === 0) return html`<p class="quiet">None yet. Sign in, and they appear here.</p>`;
  const slowest = Math.max(...requests.flatMap(({ statements }) => statements.map(timeOf)), 0.1);
  return html`<ol class="plain">${requests.map((request) => requestItem(request, slowest))}</ol>`;
}

function requestItem({ name, at, statements }: RecordedRequest, slowest: number): Html {
  const total = statements.reduce((sum, statement) => sum + timeOf(statement), 0);
  return html`<li class="request">
    <h3><span>${meaningOf(name)}</span> <code class="quiet">${name}</code>
      <span class="quiet small">${count(statements.length, 'statement')}, ${milliseconds(total)},
        at ${timeOfDay(at)}</span></h3>
    <ol class="plain">${statements.map((statement) => statementItem(statement, slowest))}</ol>
  </li>`;
}

function statementItem(statement: Statement, slowest: number): Html {
  const verb = verbOf(statement.sql);
  return html`<li class="statement">
    <code class="verb ${verb}">${verb}</code>
    <code class="sql" tabindex="0">${readableSql(statement.sql)}</code>
    <span class="time">${bar(timeOf(statement) / slowest)}<span>${milliseconds(timeOf(statement))}</span></span>
  </li>`;
}

function timeOf({ milliseconds }: Statement): number {
  return milliseconds ?? 0;
}

// Edge runtimes only tell time in whole milliseconds, as a defense against timing attacks.
function milliseconds(time: number): string {
  return `${time.toFixed(time < 10 && !Number.isInteger(time) ? 1 : 0)} ms`;
}
