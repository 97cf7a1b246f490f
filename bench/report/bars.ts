import type { Spread } from '../statistics.ts';
import { path, picture, round, type Tone, text } from './svg.ts';

/** A picture of horizontal bars: one row for each label, one panel for each thing that is compared. */
export interface Bars {
  readonly title: string;
  readonly note: string;
  readonly rows: readonly { readonly label: string; readonly tone: Tone }[];
  /** One panel for each comparison, with one bar for each row. */
  readonly panels: readonly { readonly head: string; readonly bars: readonly Spread[] }[];
}

const PANELS_ABREAST = 4;
const [LABELS, PANEL, ROW, TOP, HEAD, GAP] = [310, 184, 22, 66, 28, 22];
const ONE = 84; // where a ratio of 1 ends
const MOST = 1.5; // where longer bars are cut

/** Draws medians as bars, with whiskers from the smallest to the largest, and a line at 1. */
export function barChart({ title, note, rows, panels }: Bars): string {
  const across = Math.ceil(panels.length / PANELS_ABREAST);
  const block = HEAD + rows.length * ROW + GAP;
  const shapes = panels.flatMap(({ head, bars }, index) => {
    const x = LABELS + (index % PANELS_ABREAST) * PANEL;
    const y = TOP + Math.floor(index / PANELS_ABREAST) * block;
    const labels = index % PANELS_ABREAST === 0 ? rowLabels(rows, y) : [];
    const end = y + HEAD + rows.length * ROW;
    const drawn = bars.map((bar, row) => oneBar(x, y + HEAD + row * ROW, bar, rows[row]?.tone ?? 'other'));
    const one = path(`M${x + ONE} ${y + HEAD - 4}V${end}`, 'line');
    return [...labels, text(x, y + 14, head, { class: 'head' }), one, ...drawn];
  });
  // At least two panels wide, to fit the words above them.
  const width = LABELS + Math.max(2, Math.min(panels.length, PANELS_ABREAST)) * PANEL + 12;
  return picture(width, TOP + across * block, title, [text(20, 51, note, { class: 'quiet' }), ...shapes]);
}

const rowLabels = (rows: Bars['rows'], y: number) =>
  rows.map(({ label }, row) => text(LABELS - 12, y + HEAD + row * ROW + 14, label, { anchor: 'end' }));

function oneBar(x: number, y: number, { min, median, max }: Spread, tone: Tone): string {
  const at = (ratio: number) => round(x + Math.min(ratio, MOST) * ONE);
  const isCut = median > MOST;
  const bar = `<rect x="${x}" y="${y + 4}" width="${round(at(median) - x)}" height="13" rx="2" fill="var(--${tone})"/>`;
  const whisker = path(
    // Without an end where it goes on.
    `M${at(min)} ${y + 7}v7M${at(min)} ${y + 10.5}H${at(max)}${max > MOST ? '' : `M${at(max)} ${y + 7}v7`}`,
    'whisker',
  );
  const value = text(at(Math.max(max, median)) + 6, y + 14, `${median.toFixed(2)}${isCut ? ' →' : ''}`, {
    class: 'quiet',
  });
  return [bar, isCut ? '' : whisker, value].join('');
}
