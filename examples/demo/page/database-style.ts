/** The style of the side that shows the database: the rows of the tables, and the statements. */
export const databaseStyle = /* css */ `
.database-side h2:not(:first-child) { margin-top: 12px; }
#tables { display: grid; gap: 12px; position: relative; }
.legend { position: absolute; right: 4px; top: -34px; padding-left: 12px; border-left: 4px solid var(--accent); }
.table, .request { background: var(--card); border: 1px solid var(--line); border-radius: var(--radius); overflow: hidden; }
.request h3 code { font-weight: 400; }
.table h3, .request h3 { display: flex; flex-wrap: wrap; align-items: baseline; gap: 2px 10px; padding: 10px 16px; }
.count { padding: 0 9px; border-radius: 999px; background: var(--accent-soft); color: var(--accent); font-size: 0.8rem; }
.scroll { overflow-x: auto; border-top: 1px solid var(--line); }
.scroll:focus-visible { outline-offset: -3px; }
.scroll:not(:has(tbody tr)) { display: none; }
table { width: 100%; border-collapse: collapse; font: 13px/1.5 var(--mono); white-space: nowrap; }
th, td { padding: 6px 13px; text-align: left; }
:is(th, td):first-child { padding-left: 16px; }
td { max-width: 32ch; overflow: hidden; text-overflow: ellipsis; }
th { background: var(--sunken); color: var(--quiet); font-weight: 500; }
tbody tr + tr td { border-top: 1px solid var(--line); }
.null { color: var(--quiet); font-style: italic; }
.mine td { background: var(--mine); }
.mine td:first-child { box-shadow: inset 4px 0 var(--accent); }
#statements > ol { display: grid; gap: 12px; }
.statement {
  display: grid;
  grid-template-columns: 64px minmax(0, 1fr) 150px;
  gap: 12px;
  align-items: start;
  padding: 6px 16px;
  border-top: 1px solid var(--line);
  font-size: 13px;
}
.verb { justify-self: start; padding: 1px 7px; border-radius: 6px; font-weight: 600; text-transform: uppercase; font-size: 11px; line-height: 1.6; }
.verb { background: var(--sunken); color: var(--quiet); }
.verb.select { background: var(--accent-soft); color: var(--accent); }
.verb.insert { background: var(--good-soft); color: var(--good); }
.verb.update { background: var(--warm-soft); color: var(--warm); }
.verb:is(.begin, .commit) { background: var(--inset); color: var(--ink); }
.verb.delete { background: var(--bad-soft); color: var(--bad); }
.sql {
  display: -webkit-box;
  -webkit-box-orient: vertical;
  -webkit-line-clamp: 2;
  line-clamp: 2;
  overflow: hidden;
  overflow-wrap: anywhere;
  border-radius: 4px;
}
.sql:is(:hover, :focus) { -webkit-line-clamp: unset; line-clamp: unset; }
.time { display: grid; grid-template-columns: 1fr 62px; gap: 10px; align-items: center; font-variant-numeric: tabular-nums; }
.time span { text-align: right; white-space: nowrap; }
.bar { width: 100%; height: 6px; border-radius: 3px; background: var(--sunken); }
.bar rect { fill: var(--accent); }
.changed, .changed td { animation: flash 1.8s ease-out; }
@keyframes flash { from { background-color: var(--flash); } }
@media (prefers-reduced-motion: reduce) { .changed, .changed td { animation-timing-function: step-end; } }
@media (max-width: 1200px) {
  .statement { grid-template-columns: 64px minmax(0, 1fr); row-gap: 4px; }
  .time { grid-column: 2; }
}
@media (max-width: 600px) {
  .legend { position: static; width: fit-content; }
  .sql { grid-column: 1 / -1; grid-row: 2; }
  .time { grid-row: 1; }
}
`;
