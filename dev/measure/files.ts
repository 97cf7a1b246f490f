import { type Figure, percentile } from './figure.ts';
import { lineCount, type Source } from './source.ts';

/** Counts files and their lines, comments and empty ones included. */
export function measureFiles(sources: readonly Source[]): Figure {
  const lines = sources.map(({ text }) => lineCount(text));
  const max = Math.max(...lines);
  const longest = sources.filter((_, index) => lines[index] === max);
  return {
    line: `${sources.length} files, ${linesOf(sources)} lines; median ${percentile(lines, 0.5)}, max ${max}`,
    places: longest.map(({ path }) => path),
  };
}

/** Counts the lines of all files. */
export const linesOf = (sources: readonly Source[]): number =>
  sources.reduce((sum, { text }) => sum + lineCount(text), 0);
