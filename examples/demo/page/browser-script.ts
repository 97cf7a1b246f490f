/**
 * The script of the pages, which keeps their regions up to date and flashes the rows that changed.
 *
 * The server renders the regions; here they are only put in place, so each thing is rendered in one way.
 */
export const browserScript = /* js */ `
const PAUSE_MS = 1000;
const connection = document.getElementById('connection');
const shown = new Map();
let timer;

for (const id of ['person', 'mailbox', 'account', 'tables', 'statements']) {
  const region = document.getElementById(id);
  if (region) shown.set(id, region.innerHTML);
}
forgetMessage();
flashChanges();
timer = setTimeout(poll, PAUSE_MS);
document.addEventListener('visibilitychange', poll);

async function poll() {
  if (document.hidden) return;
  await refresh();
  clearTimeout(timer);
  timer = setTimeout(poll, PAUSE_MS);
}

async function refresh() {
  try {
    const answer = await fetch(document.body.dataset.state, { signal: AbortSignal.timeout(5000) });
    if (answer.status === 409) return reloadOnce();
    if (!answer.ok) throw new Error(answer.statusText);
    for (const [id, html] of Object.entries(await answer.json())) if (shown.has(id)) show(document.getElementById(id), html);
    flashChanges();
    sessionStorage.removeItem('reloaded');
    say('');
  } catch {
    say('The demo is not responding right now. Trying again.');
  }
}

/** Takes the message out of the address, so that it is not shown again; what the page is about stays. */
function forgetMessage() {
  const { pathname, search } = location;
  const kept = [...new URLSearchParams(search)].filter(([name]) => ['email', 'token'].includes(name));
  history.replaceState(null, '', pathname + (kept.length ? '?' + new URLSearchParams(kept) : ''));
}

/** Reloads for working forms when their cookie is gone or the demo was restarted; only once, because a browser may refuse cookies. */
function reloadOnce() {
  if (sessionStorage.getItem('reloaded')) return say('The forms on this page need cookies.');
  sessionStorage.setItem('reloaded', 'yes');
  location.reload();
}

function show(region, html) {
  const template = document.createElement('template');
  template.innerHTML = html;
  // Both went through the parser, so equal content is equal text.
  if (shown.get(region.id) === template.innerHTML) return;
  shown.set(region.id, template.innerHTML);
  keeping(region, () => region.replaceChildren(template.content));
}

/** Replaces the content of a region, and keeps what a person has typed, opened, scrolled to or focused in it. */
function keeping(region, replace) {
  const focusedId = region.contains(document.activeElement) ? document.activeElement.id : '';
  const kept = [...region.querySelectorAll('[id]')].map(({ id, value, open, scrollLeft }) => ({ id, value, open, scrollLeft }));
  replace();
  for (const { id, value, open, scrollLeft } of kept) {
    const now = document.getElementById(id);
    if (!now) continue;
    if (value) now.value = value;
    if (open) now.open = true;
    now.scrollLeft = scrollLeft;
  }
  if (focusedId) document.getElementById(focusedId)?.focus({ preventScroll: true });
}

/** Flashes new and changed rows; remembers rows across pages, because signing in loads a new one. */
function flashChanges() {
  const before = JSON.parse(sessionStorage.getItem('rows') ?? 'null');
  const rows = { ...before }; // the pages do not show the same rows
  for (const row of document.querySelectorAll('[data-row]')) {
    const text = row.textContent.replace(/\\s+/g, ' ');
    rows[row.dataset.row] = text;
    if (before && before[row.dataset.row] !== text) row.classList.add('changed');
  }
  sessionStorage.setItem('rows', JSON.stringify(rows));
}

function say(text) {
  if (connection.textContent !== text) connection.textContent = text;
}
`;
