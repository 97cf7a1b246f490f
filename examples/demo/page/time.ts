import { type Html, html } from './html.ts';
import { friendlyMoment } from './text.ts';

const UNITS = [
  { unit: 'minute', seconds: 60 },
  { unit: 'hour', seconds: 60 * 60 },
  { unit: 'day', seconds: 24 * 60 * 60 },
] as const;

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });

/** Shows a moment of the past as people say it, such as `5 minutes ago`, with the exact one for machines and on hover. */
export function timeAgo(date: Date, now = new Date()): Html {
  return html`<time datetime="${date.toISOString()}" title="${friendlyMoment(date)}">${agoOf(date, now)}</time>`;
}

/** Returns how long ago a moment was, up to 30 days; then its date. */
export function agoOf(date: Date, now: Date): string {
  const seconds = Math.max(0, (Number(now) - Number(date)) / 1000);
  if (seconds < 60) return 'just now';
  const { unit, seconds: length } = UNITS.findLast((one) => seconds >= one.seconds) ?? UNITS[0];
  const number = Math.floor(seconds / length);
  return unit === 'day' && number > 30 ? friendlyMoment(date) : relative.format(-number, unit);
}
