import ts from 'typescript-5.9';
import type { Figure } from './figure.ts';
import { linesOf } from './files.ts';
import { placeOf, type Source } from './source.ts';

/** Counts `as` with a type, one by one (`as unknown as T` is two), per 1,000 lines of any kind. */
export function measureAssertions(sources: readonly Source[]): Figure {
  const places = sources.flatMap(assertionsIn);
  const share = ((places.length / linesOf(sources)) * 1000).toFixed(1);
  return {
    line: `${places.length} type assertions, ${share} per 1,000 lines`,
    places,
    hasManyPlaces: true,
  };
}

const assertionsIn = ({ path, text, nodes }: Source): string[] =>
  nodes
    .filter((node) => ts.isAsExpression(node) && !ts.isConstTypeReference(node.type))
    .map(({ type, end }) => `${placeOf(path, text, end)} as ${type?.getText().replace(/\s+/g, ' ')}`);
