import { path, picture, round, type Tone, text } from './svg.ts';

/** A picture of ranges: one row for each label, one panel for each place, all on the same logarithmic axis of times. */
export interface Ranges {
  readonly title: string;
  readonly note: string;
  readonly rows: readonly { readonly label: string; readonly tone: Tone }[];
  /** One range for each row; undefined where nothing was measured. */
  readonly panels: readonly { readonly head: string; readonly ranges: readonly (Range | undefined)[] }[];
  /** A time that is to be marked. */
  readonly limitMs: number;
}

/** From the median to the worst, with what 99 of 100 stay below. */
interface Range {
  readonly median: number;
  readonly p99: number;
  readonly worst: number;
}

const [TOP, LEFT, WIDTH, RIGHT, HEAD, ROW, GAP, BOTTOM] = [74, 150, 560, 90, 24, 24, 14, 34];

/** Draws each range as a line from a dot, the median, by a stroke, p99, to a bar, the worst, which is also written. */
export function rangeChart({ title, note, rows, panels, limitMs }: Ranges): string {
  const values = panels.flatMap(({ ranges }) =>
    ranges.flatMap((each) => (each ? [each.median, each.worst] : [])),
  );
  const first = Math.floor(Math.log10(Math.min(...values)));
  const last = Math.ceil(Math.log10(Math.max(...values, limitMs)));
  const xOf = (ms: number) => round(LEFT + ((Math.log10(ms) - first) / (last - first)) * WIDTH);
  const heights = panels.map(({ ranges }) => HEAD + ranges.filter(Boolean).length * ROW + GAP);
  const topOf = (panel: number) => heights.slice(0, panel).reduce((y, height) => y + height, TOP);
  const bottom = topOf(panels.length);
  const powers = Array.from({ length: last - first + 1 }, (_, index) => 10 ** (first + index));
  const axis = powers.flatMap((ms) => [
    path(`M${xOf(ms)} ${TOP}V${bottom}`, 'line'),
    text(xOf(ms), bottom + 16, timeText(ms), { class: 'quiet', anchor: 'middle' }),
  ]);
  const limit = [
    `<path d="M${xOf(limitMs)} ${TOP}V${bottom}" stroke="var(--warn)" stroke-dasharray="4 3" fill="none"/>`,
    text(xOf(limitMs), bottom + 16, timeText(limitMs), { anchor: 'middle' }),
  ];
  const drawn = panels.flatMap(({ head, ranges }, index) => {
    let y = topOf(index) + HEAD - ROW / 2;
    const name = text(20, y + 4, head, { class: 'head' });
    const lines = ranges.flatMap((range, row) => {
      const { label = '', tone = 'other' } = rows[row] ?? {};
      if (!range) return [];
      y += ROW;
      return [text(LEFT - 12, y + 4, label, { anchor: 'end' }), oneRange(range, tone, y, xOf)];
    });
    return [name, ...lines];
  });
  const shapes = [text(20, 51, note, { class: 'quiet' }), ...axis, ...limit, ...drawn];
  return picture(LEFT + WIDTH + RIGHT, bottom + BOTTOM, title, shapes);
}

function oneRange({ median, p99, worst }: Range, tone: Tone, y: number, xOf: (ms: number) => number): string {
  const color = `var(--${tone})`;
  return [
    `<path d="M${xOf(median)} ${y}H${xOf(worst)}" stroke="${color}" stroke-width="2" fill="none"/>`,
    `<circle cx="${xOf(median)}" cy="${y}" r="4.5" fill="${color}"/>`,
    `<path d="M${xOf(p99)} ${y - 5}v10M${xOf(worst)} ${y - 7}v14" stroke="${color}" stroke-width="2" fill="none"/>`,
    text(xOf(worst) + 8, y + 4, timeText(worst), { class: 'quiet' }),
  ].join('');
}

const timeText = (ms: number) => (ms < 1000 ? `${numberText(ms)} ms` : `${numberText(ms / 1000)} s`);
const numberText = (value: number) => (value < 10 ? String(round(value)) : value.toFixed(0));
