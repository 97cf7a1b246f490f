import { type Html, html } from '../html.ts';
import type { DeviceName } from './device-name.ts';

const SHAPES: Readonly<Record<DeviceName['kind'], Html>> = {
  desktop: html`<rect x="2.5" y="3.5" width="15" height="10" rx="1.5"/><path d="M7 16.5h6M10 13.5v3"/>`,
  phone: html`<rect x="5.5" y="2" width="9" height="16" rx="2"/><path d="M9 15.3h2"/>`,
  unknown: html`<circle cx="10" cy="10" r="7.5"/>
    <path d="M7.8 8a2.2 2.2 0 1 1 3.3 1.9c-.7.4-1.1.8-1.1 1.6m0 2.6v.01"/>`,
};

/** Draws the kind of a device. */
export function deviceMark(kind: DeviceName['kind']): Html {
  return html`<svg class="mark" viewBox="0 0 20 20" aria-hidden="true" fill="none" stroke="currentColor"
    stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round">${SHAPES[kind]}</svg>`;
}
