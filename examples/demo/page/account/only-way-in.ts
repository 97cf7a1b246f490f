import { type Html, html } from '../html.ts';

/** Says why a way to sign in cannot be removed. */
export function onlyWayIn(): Html {
  return html`<p class="small hint">Your only way to sign in, so it cannot be removed. Add another one first.</p>`;
}
