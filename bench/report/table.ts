import type { Spread } from '../statistics.ts';

/** Returns a table in Markdown. */
export function table(heads: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const line = (cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |`;
  return [line(heads), line(heads.map(() => '---')), ...rows.map(line)].join('\n');
}

/** Returns a cell for many rounds: the median, with the smallest and the largest in brackets. */
export const spreadText = ({ min, median, max }: Spread): string =>
  `${median.toFixed(2)} (${min.toFixed(2)} - ${max.toFixed(2)})`;
