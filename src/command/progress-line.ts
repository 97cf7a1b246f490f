import { duration, figure } from './figures.ts';

/** How far work is. */
export interface Step {
  readonly done: number;
  /** Undefined as long as nobody has counted. */
  readonly total: number | undefined;
  /** Undefined until there is something to calculate it from. */
  readonly perSecond: number | undefined;
  readonly elapsedSeconds: number;
}

const [SMALLEST_BAR, LARGEST_BAR] = [10, 40];

/** Returns how far work is, as a line that is no wider than `width`: what matters least is left out first. */
export function progressLine(step: Step, width: number): string {
  const { share, counts, rate, time } = partsOf(step);
  const texts = [[share, counts, rate, time], [share, counts, time], [share, counts], [share ?? counts]].map(
    (parts) => parts.filter((part) => part !== undefined).join('  '),
  );
  for (const text of texts) {
    const room = width - text.length - '[]  '.length;
    if (share !== undefined && room >= SMALLEST_BAR)
      return `${bar(step, Math.min(room, LARGEST_BAR))}  ${text}`;
    if (share === undefined && text.length <= width) return text;
  }
  return (texts.find((text) => text.length <= width) ?? share ?? '').slice(0, width);
}

/** Returns how far work is, as a line of a log. */
export function progressText(step: Step): string {
  const { share, counts, rate, time } = partsOf(step);
  return [share === undefined ? counts : `${counts} (${share.trim()})`, rate, time]
    .filter((part) => part !== undefined)
    .join(', ');
}

function partsOf({ done, total, perSecond, elapsedSeconds }: Step) {
  const rate = perSecond === undefined ? undefined : `${figure(Math.round(perSecond))}/s`;
  if (total === undefined) return { counts: `${figure(done)} done`, rate, time: duration(elapsedSeconds) };
  return {
    share: `${String(percent(done, total)).padStart(3)} %`,
    counts: `${figure(done)} of ${figure(Math.max(total, done))}`,
    rate,
    time: perSecond ? `${duration(Math.max(total - done, 0) / perSecond)} left` : undefined,
  };
}

/** Returns how many of a hundred are done; rows may come while others go, so a share never goes beyond the whole. */
const percent = (done: number, total: number) =>
  total > 0 ? Math.floor((100 * Math.min(done, total)) / total) : 0;

function bar({ done, total = 0 }: Step, width: number): string {
  const full = Math.floor((percent(done, total) * width) / 100);
  return `[${'#'.repeat(full)}${'.'.repeat(width - full)}]`;
}
