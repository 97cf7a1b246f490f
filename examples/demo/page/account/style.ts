/** The style of the account page: its cards, and the entries of their lists. */
export const accountStyle = /* css */ `
.account-main { grid-template-columns: minmax(360px, 520px) minmax(0, 1fr); }
header a { color: var(--accent); }
#account { display: grid; gap: 16px; }
#account .card { display: grid; gap: 12px; }
.entry {
  display: grid;
  grid-template-columns: 28px minmax(0, 1fr) auto;
  gap: 4px 12px;
  align-items: start;
  padding: 12px 0;
  border-top: 1px solid var(--line);
  overflow-wrap: anywhere;
}
.entry:last-child { border-bottom: 1px solid var(--line); }
.entry p:empty { display: none; }
.mark { width: 24px; height: 24px; margin-top: 1px; color: var(--quiet); }
.mark .icon { width: 100%; height: 100%; }
.entry .badge { margin: 0; font-weight: 600; white-space: nowrap; }
.hint { margin-top: 4px; color: var(--warm); }
time { white-space: nowrap; }
.address { overflow-wrap: anywhere; }
@media (max-width: 1100px) {
  .account-main { grid-template-columns: minmax(0, 1fr); }
}
@media (max-width: 480px) {
  .entry { grid-template-columns: 24px minmax(0, 1fr); }
  .entry > form { grid-column: 2; }
}
`;
