import { accountStyle } from './account/style.ts';
import { baseStyle } from './base-style.ts';
import { databaseStyle } from './database-style.ts';

const layoutStyle = /* css */ `
header { padding: 30px 32px 22px; display: grid; gap: 6px; }
main { display: grid; grid-template-columns: minmax(320px, 390px) minmax(0, 1fr); gap: 24px; padding: 0 32px 48px; max-width: 1640px; }
main.alone { display: grid; grid-template-columns: minmax(0, 520px); justify-content: center; padding-top: 12vh; }
.alone .card { display: grid; gap: 8px; }
.person-side, .database-side { display: grid; gap: 16px; align-content: start; min-width: 0; }
.database-side { padding: 20px; border-radius: 16px; background: var(--inset); }
#notice:empty { display: none; }
.notice { padding: 12px 16px; border-radius: 10px; border-left: 4px solid; font-weight: 500; }
.notice.good { background: var(--good-soft); color: var(--good); }
.notice.warm { background: var(--warm-soft); color: var(--warm); }
.notice a { color: inherit; }
.notice.bad { background: var(--bad-soft); color: var(--bad); }
#connection:not(:empty) {
  position: fixed;
  inset: auto 16px 16px;
  width: fit-content;
  margin: 0 auto;
  padding: 10px 18px;
  border-radius: 999px;
  background: var(--ink);
  color: var(--page);
}
@media (max-width: 900px) {
  header { padding: 22px 16px 16px; }
  main { grid-template-columns: minmax(0, 1fr); padding: 0 16px 32px; }
  .database-side { padding: 20px 12px; margin: 0 -16px -32px; border-radius: 16px 16px 0 0; }
}
`;

const personStyle = /* css */ `
#person, #mailbox, .step { display: grid; gap: 14px; }
.step a:not(.button) { color: var(--accent); }
.step input:not([type="hidden"]) + label { margin-top: 6px; }
#problem:not(:has(p)) { display: none; }
.overline { font-size: 0.84rem; font-weight: 600; color: var(--good); }
.overline::before { content: '●  '; font-size: 0.8em; vertical-align: 0.1em; }
.or { display: flex; align-items: center; gap: 12px; color: var(--quiet); font-size: 0.84rem; }
.or::before, .or::after { content: ''; flex: 1; border-top: 1px solid var(--line); }
.badge {
  margin-left: 4px;
  padding: 1px 8px;
  border-radius: 999px;
  background: var(--good-soft);
  color: var(--good);
  font-size: 0.78rem;
}
.actions { display: flex; flex-wrap: wrap; gap: 8px; margin-top: 6px; }
.actions form { flex: 1 1 auto; }
.actions button { width: 100%; white-space: nowrap; }
/* The script says where the browser can use passkeys. */
:root:not(.has-passkeys) .passkey { display: none; }
summary { cursor: pointer; color: var(--quiet); font-size: 0.9rem; padding: 6px 0; width: fit-content; border-radius: 4px; }
details > * + * { margin-top: 8px; }
.letter { display: grid; gap: 8px; padding: 14px; border: 1px solid var(--line); border-radius: 10px; background: var(--sunken); }
.letter p:first-child { display: flex; justify-content: space-between; gap: 8px; overflow-wrap: anywhere; }
.letter time { white-space: nowrap; }
.code { font: 600 1.35rem/1.4 var(--mono); letter-spacing: 0.18em; }
input[readonly] { background: var(--sunken); }
input[aria-invalid] { border-color: var(--bad); }
`;

/** The style of the page. */
export const siteStyle = baseStyle + layoutStyle + personStyle + accountStyle + databaseStyle;
