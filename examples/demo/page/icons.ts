import { type Html, html } from './html.ts';

/** Draws the mark of the provider: a ring with a dot, in the color of the text. */
export function demoIdMark(): Html {
  return html`<svg class="icon" viewBox="0 0 20 20" aria-hidden="true">
    <circle cx="10" cy="10" r="7.5" fill="none" stroke="currentColor" stroke-width="2.5"/>
    <circle cx="10" cy="10" r="3" fill="currentColor"/></svg>`;
}

/** Draws a key. */
export function keyMark(): Html {
  return html`<svg class="icon" viewBox="0 0 20 20" aria-hidden="true" fill="none" stroke="currentColor"
    stroke-width="2" stroke-linecap="round" stroke-linejoin="round">
    <circle cx="6.5" cy="13.5" r="4"/><path d="m9.5 10.5 7.5-7.5m-3 3 2.5 2.5"/></svg>`;
}

/** Draws a padlock. */
export function padlock(): Html {
  return html`<svg class="icon" viewBox="0 0 20 20" aria-hidden="true" fill="none" stroke="currentColor"
    stroke-width="2" stroke-linecap="round" stroke-linejoin="round">
    <rect x="4" y="9" width="12" height="8.5" rx="2"/><path d="M6.5 9V6.5a3.5 3.5 0 0 1 7 0V9"/></svg>`;
}

/** Draws an envelope. */
export function envelope(): Html {
  return html`<svg class="icon" viewBox="0 0 20 20" aria-hidden="true" fill="none" stroke="currentColor"
    stroke-width="1.6" stroke-linejoin="round">
    <rect x="2" y="4" width="16" height="12" rx="2"/><path d="m2.5 5.5 7.5 6 7.5-6"/></svg>`;
}

/** Draws a bar whose length is a `share` (0 to 1) of the space it has. */
export function bar(share: number): Html {
  const width = Math.max(1, Math.round(share * 100));
  return html`<svg class="bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
    <rect width="${width}" height="6"/></svg>`;
}
