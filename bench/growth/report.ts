import { lineCharts } from '../report/lines.ts';
import { table } from '../report/table.ts';
import type { Grown } from './grow.ts';

/** How the methods grow on one schema. */
export interface GrowthOf {
  readonly schema: string;
  readonly grown: readonly Grown[];
}

/** How many times longer a method may take in the largest database than in the smallest and still count as flat. */
const FLAT = 1.5;

/** Returns the whole report in Markdown. */
export function growthReport(
  growth: readonly GrowthOf[],
  sizes: readonly number[],
  surroundings: string,
): string {
  return [
    '# Growth',
    `The median of each method of the adapter over \`/mysql2\` in milliseconds, one call at a time, by the number of users, accounts, sessions and verification tokens; and how the server reads the tables for it, in EXPLAIN's words, the worst first: \`ALL\` and \`index\` read a whole table or index. **Bold** methods take more than ${FLAT} times as long in the largest database as in the smallest.`,
    surroundings,
    '![Median time of each method](growth.svg)',
    ...growth.flatMap(({ schema, grown }) => [`## ${schema}`, growthTable(grown, sizes)]),
    '',
  ].join('\n\n');
}

function growthTable(grown: readonly Grown[], sizes: readonly number[]): string {
  return table(
    ['', ...sizes.map(sizeText), 'times', 'EXPLAIN, largest'],
    linesOf(grown, sizes).map(({ call, medians, growth, accesses }) => [
      call,
      ...medians.map(twoDigits),
      growth > FLAT ? `**${twoDigits(growth)}**` : twoDigits(growth),
      accesses.join(', '),
    ]),
  );
}

/** Draws how each method grows, with the names of those that do. */
export function growthPicture(growth: readonly GrowthOf[], sizes: readonly number[]): string {
  return lineCharts({
    title: 'Median time of each method, by the number of users, accounts and sessions',
    note: `One call at a time; both axes are logarithmic. Methods that grow by more than ${FLAT} times are named.`,
    xs: sizes,
    xText: sizeText,
    charts: growth.map(({ schema, grown }) => ({
      head: schema,
      lines: linesOf(grown, sizes).map(({ call, medians, growth }) => ({
        ...{ name: call, ys: medians, isMarked: growth > FLAT },
      })),
    })),
  });
}

/** Gathers each method's medians, from the smallest database to the largest. */
function linesOf(grown: readonly Grown[], sizes: readonly number[]) {
  return [...new Set(grown.map(({ call }) => call))].map((call) => {
    const points = sizes.flatMap((size) => grown.filter((each) => each.call === call && each.size === size));
    const medians = points.map(({ medianMs }) => medianMs);
    const growth = (medians.at(-1) ?? Number.NaN) / (medians[0] ?? Number.NaN);
    return { call, medians, growth, accesses: points.at(-1)?.accesses ?? [] };
  });
}

const twoDigits = (value: number) => (value < 10 ? value.toPrecision(2) : value.toFixed(0));

const sizeText = (size: number) =>
  size >= 1e6 ? `${size / 1e6}M` : size >= 1000 ? `${size / 1000}k` : String(size);
