import type { Spread } from '../statistics.ts';
import { path, picture, round, type Tone, text } from './svg.ts';

/** A picture of horizontal bars: one row for each label, one panel for each thing that is compared. */
export interface Bars {
  readonly title: string;
  readonly note: string;
  readonly rows: readonly { readonly label: string; readonly tone: Tone }[];
  /** One panel for each comparison, with one bar for each row. */
  readonly panels: readonly { readonly head: string; readonly bars: readonly Spread[] }[];
  readonly layout?: Layout;
}

/** What differs between pictures: widths, the panels side by side, and the ratio where longer bars are cut. */
interface Layout {
  readonly labels: number;
  readonly panel: number;
  readonly longest: number;
  readonly abreast: number;
  readonly most: number;
}

const [ROW, TOP, HEAD, GAP] = [22, 66, 28, 22];
const LAYOUT: Layout = { labels: 310, panel: 184, longest: 126, abreast: 4, most: 1.5 };

/** Draws medians as bars, with whiskers from the smallest to the largest, and a line at 1. */
export function barChart({ title, note, rows, panels, layout = LAYOUT }: Bars): string {
  const { labels: left, panel, longest, abreast, most } = layout;
  const across = Math.ceil(panels.length / abreast);
  const block = HEAD + rows.length * ROW + GAP;
  const shapes = panels.flatMap(({ head, bars }, index) => {
    const x = left + (index % abreast) * panel;
    const y = TOP + Math.floor(index / abreast) * block;
    const labels = index % abreast === 0 ? rowLabels(rows, left, y) : [];
    const end = y + HEAD + rows.length * ROW;
    const drawn = bars.map((bar, row) =>
      oneBar([x, y + HEAD + row * ROW], bar, rows[row]?.tone ?? 'other', longest / most, most),
    );
    const one = path(`M${round(x + longest / most)} ${y + HEAD - 4}V${end}`, 'line');
    return [...labels, text(x, y + 14, head, { class: 'head' }), one, ...drawn];
  });
  // At least two panels wide, to fit the words above them.
  const width = left + Math.max(2, Math.min(panels.length, abreast)) * panel + 12;
  return picture(width, TOP + across * block, title, [text(20, 51, note, { class: 'quiet' }), ...shapes]);
}

const rowLabels = (rows: Bars['rows'], x: number, y: number) =>
  rows.map(({ label }, row) => text(x - 12, y + HEAD + row * ROW + 14, label, { anchor: 'end' }));

function oneBar(
  [x, y]: readonly [number, number],
  { min, median, max }: Spread,
  tone: Tone,
  unit: number,
  most: number,
): string {
  const at = (ratio: number) => round(x + Math.min(ratio, most) * unit);
  const isCut = median > most;
  const bar = `<rect x="${x}" y="${y + 4}" width="${round(at(median) - x)}" height="13" rx="2" fill="var(--${tone})"/>`;
  const whisker = path(
    // Without an end where it goes on.
    `M${at(min)} ${y + 7}v7M${at(min)} ${y + 10.5}H${at(max)}${max > most ? '' : `M${at(max)} ${y + 7}v7`}`,
    'whisker',
  );
  const value = text(at(Math.max(max, median)) + 6, y + 14, `${median.toFixed(2)}${isCut ? ' →' : ''}`, {
    class: 'quiet',
  });
  return [bar, isCut ? '' : whisker, value].join('');
}
