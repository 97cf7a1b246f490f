import { path, picture, round, text } from './svg.ts';

/** A picture of charts side by side, with the same logarithmic axes. */
export interface Lines {
  readonly title: string;
  readonly note: string;
  readonly xs: readonly number[];
  xText(x: number): string;
  readonly charts: readonly { readonly head: string; readonly lines: readonly Line[] }[];
}

interface Line {
  readonly name: string;
  readonly ys: readonly number[];
  /** Whether the line stands out, with its name at its end. */
  readonly isMarked: boolean;
}

const [TOP, LEFT, WIDTH, HEIGHT, NAMES, BOTTOM] = [100, 68, 290, 320, 170, 46];
const CHART = LEFT + WIDTH + NAMES;
const NAME_HEIGHT = 15;

/** Draws a chart for each schema. */
export function lineCharts({ title, note, xs, xText, charts }: Lines): string {
  const values = charts.flatMap(({ lines }) => lines.flatMap(({ ys }) => ys));
  const powers = range(
    Math.floor(Math.log10(Math.min(...values))),
    Math.ceil(Math.log10(Math.max(...values))),
  );
  const yOf = logScale([10 ** (powers[0] ?? 0), 10 ** (powers.at(-1) ?? 1)], [TOP + HEIGHT, TOP]);
  const shapes = charts.flatMap(({ head, lines }, index) => {
    const left = index * CHART + LEFT;
    const xOf = logScale([Math.min(...xs), Math.max(...xs)], [left, left + WIDTH]);
    const across = powers.flatMap((power) => [
      path(`M${left} ${round(yOf(10 ** power))}h${WIDTH}`, 'line'),
      text(left - 8, yOf(10 ** power) + 4, timeText(10 ** power), { class: 'quiet', anchor: 'end' }),
    ]);
    const down = xs.flatMap((x) => [
      path(`M${round(xOf(x))} ${TOP}v${HEIGHT}`, 'line'),
      text(xOf(x), TOP + HEIGHT + 20, xText(x), { class: 'quiet', anchor: 'middle' }),
    ]);
    const drawn = lines.map((line) => oneLine(line, xs.map(xOf), yOf));
    const names = namesOf(lines, left + WIDTH + 10, yOf);
    if (names.length === 0) names.push(text(left + WIDTH + 10, yOf(1), 'all of them flat'));
    return [text(left, TOP - 14, head, { class: 'head' }), ...across, ...down, ...drawn, ...names];
  });
  const size = [charts.length * CHART, TOP + HEIGHT + BOTTOM] as const;
  return picture(...size, title, [text(20, 51, note, { class: 'quiet' }), ...shapes]);
}

function oneLine({ ys, isMarked }: Line, xs: readonly number[], yOf: (y: number) => number): string {
  const points = ys.map((y, index) => `${round(xs[index] ?? 0)} ${round(yOf(y))}`);
  const stroke = isMarked ? 'stroke="var(--warn)" stroke-width="2"' : 'stroke="var(--ours)" opacity="0.7"';
  return `<path d="M${points.join('L')}" fill="none" ${stroke}/>`;
}

/** Writes the names of the marked lines at their ends, pushed apart where they would lie on each other. */
function namesOf(lines: readonly Line[], x: number, yOf: (y: number) => number): string[] {
  let highest = Number.POSITIVE_INFINITY;
  return lines
    .filter(({ isMarked }) => isMarked)
    .map(({ name, ys }) => ({ name, y: yOf(ys.at(-1) ?? 1) + 4 }))
    .toSorted((one, other) => other.y - one.y)
    .map(({ name, y }) => {
      highest = Math.min(y, highest - NAME_HEIGHT);
      return text(x, highest, name);
    });
}

const timeText = (ms: number) => (ms < 1000 ? `${ms} ms` : `${ms / 1000} s`);

/** Makes a function that maps values to a length, by their logarithms. */
const logScale = ([from, to]: readonly [number, number], [start, end]: readonly [number, number]) => {
  const step = (end - start) / (Math.log(to) - Math.log(from));
  return (value: number) => start + (Math.log(value) - Math.log(from)) * step;
};

const range = (first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index);
