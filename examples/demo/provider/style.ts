import { baseStyle } from '../page/base-style.ts';

/** The style of the provider's pages: the demo's, in a color of its own. */
export const providerStyle = `${baseStyle}
:root {
  --accent: light-dark(#6b3fa0, #c7a8f0);
  --on-accent: light-dark(#ffffff, #1d1128);
  --accent-soft: light-dark(#f0e9f8, #30243f);
}
body.provider { display: grid; justify-content: center; align-content: start; grid-template-columns: minmax(0, 400px); gap: 16px; padding: 12vh 16px 48px; }
.brand { display: flex; align-items: center; gap: 8px; color: var(--accent); font-weight: 700; font-size: 1.1rem; }
main { display: grid; gap: 16px; }
.stack button { margin-top: 8px; }
.stack + .stack button { margin-top: -8px; }
`;
