import type { Spread } from '../statistics.ts';

/** Writes a table in Markdown. */
export function table(heads: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const line = (cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |`;
  return [line(heads), line(heads.map(() => '---')), ...rows.map(line)].join('\n');
}

/** Writes what many rounds say as one cell: the median, and the least and the largest in brackets. */
export const spreadText = ({ min, median, max }: Spread): string =>
  `${median.toFixed(2)} (${min.toFixed(2)} - ${max.toFixed(2)})`;
