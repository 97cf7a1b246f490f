/** The style that the page and the provider's pages share: colors, type, buttons, fields. */
export const baseStyle = /* css */ `
:root {
  color-scheme: light dark;
  --page: light-dark(#f4f3f0, #131518);
  --card: light-dark(#ffffff, #1c1f24);
  --inset: light-dark(#e6e9ec, #0d0f11);
  --sunken: light-dark(#faf9f7, #171a1e);
  --ink: light-dark(#1d2126, #e9ebee);
  --quiet: light-dark(#5d646d, #a0a8b3);
  --line: light-dark(#e2e0da, #30353c);
  --field-line: light-dark(#8b9098, #757d88);
  --accent: light-dark(#1f5f8b, #7cc0ee);
  --on-accent: light-dark(#ffffff, #0d1a24);
  --accent-soft: light-dark(#e4eff7, #1c3242);
  --good: light-dark(#1c6b45, #77d3a4);
  --good-soft: light-dark(#e3f3ea, #173527);
  --bad: light-dark(#a8322a, #f29a90);
  --bad-soft: light-dark(#fbe9e7, #3e1f1d);
  --warm: light-dark(#8a5a00, #e8bb63);
  --warm-soft: light-dark(#fbf0d9, #3a2d12);
  --mine: light-dark(#f4f9fd, #1d2730);
  --flash: light-dark(#ffe9a8, #5a4a17);
  --mono: ui-monospace, 'SF Mono', 'Cascadia Code', Menlo, Consolas, 'DejaVu Sans Mono', monospace;
  --radius: 12px;
}
* { box-sizing: border-box; }
body {
  margin: 0;
  background: var(--page);
  color: var(--ink);
  font: 15px/1.5 system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', 'DejaVu Sans', sans-serif;
}
h1, h2, h3, p { margin: 0; }
h1 { font-size: 1.6rem; line-height: 1.2; letter-spacing: -0.02em; }
h2 { font-size: 1.1rem; line-height: 1.3; }
h3 { font-size: 0.9rem; line-height: 1.4; }
code { font-family: var(--mono); font-size: 0.92em; }
.quiet { color: var(--quiet); }
.small { font-size: 0.84rem; font-weight: 400; }
.plain { list-style: none; margin: 0; padding: 0; }
.icon { width: 1.15em; height: 1.15em; vertical-align: -0.2em; flex: none; }
.card {
  background: var(--card);
  border: 1px solid var(--line);
  border-radius: var(--radius);
  padding: 22px;
}
.stack { display: grid; gap: 8px; }
label { font-weight: 600; font-size: 0.9rem; }
input {
  width: 100%;
  min-height: 44px;
  padding: 8px 12px;
  border: 1px solid var(--field-line);
  border-radius: 8px;
  background: var(--card);
  color: inherit;
  font: inherit;
}
input::placeholder { color: var(--quiet); opacity: 1; }
button, .button {
  display: inline-flex;
  align-items: center;
  justify-content: center;
  gap: 8px;
  min-height: 44px;
  padding: 8px 16px;
  border: 1px solid var(--field-line);
  border-radius: 8px;
  background: var(--card);
  color: var(--ink);
  font: inherit;
  font-weight: 600;
  text-decoration: none;
  cursor: pointer;
}
:is(button, .button):hover { background: var(--accent-soft); border-color: var(--accent); }
:is(button, .button).primary { background: var(--accent); border-color: var(--accent); color: var(--on-accent); }
:is(button, .button).primary:hover { filter: brightness(1.1); }
button.small-button { min-height: 36px; padding: 4px 12px; font-size: 0.9rem; }
button.danger { border-color: var(--bad); color: var(--bad); }
button.danger:hover { background: var(--bad-soft); border-color: var(--bad); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.avatar {
  width: 56px;
  height: 56px;
  flex: none;
  display: grid;
  place-items: center;
  border-radius: 50%;
  background: var(--accent-soft);
  color: var(--accent);
  font-weight: 700;
  font-size: 1.15rem;
}
.identity { display: flex; align-items: center; gap: 14px; overflow-wrap: anywhere; }
.identity .name { font-size: 1.2rem; font-weight: 650; line-height: 1.3; }
`;
