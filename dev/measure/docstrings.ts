import { readFileSync } from 'node:fs';
import type { Figure } from './figure.ts';
import { placeOf } from './source.ts';

/** Counts the descriptions that begin with "Is". */
export function measureDocstrings(paths: readonly string[], where: string): Figure {
  const places = paths.flatMap((path) => {
    const text = readFileSync(path, 'utf8');
    return [...text.matchAll(/\/\*\*[\s*]*(Is\b.*)/g)].map(
      ({ index, 0: match, 1: sentence = '' }) =>
        `${placeOf(path, text, index + match.length)} ${sentence.replace('*/', '').trim()}`,
    );
  });
  return { line: `${places.length} descriptions in ${where} begin with "Is"`, places, hasManyPlaces: true };
}
