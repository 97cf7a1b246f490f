import ts, { type Node } from 'typescript-5.9';
import type { Figure } from './figure.ts';
import { placeOf, type Source } from './source.ts';

/** Counts `any` where it is written. */
export function measureAnys(sources: readonly Source[]): Figure {
  const places = sources.flatMap((source) =>
    placesOf(source, ({ kind }) => kind === ts.SyntaxKind.AnyKeyword),
  );
  return { line: `${places.length} \`any\``, places };
}

/** Counts the calls of `Object(x)` that give an `any`: all that are neither compared nor asserted to be of a type. */
export function measureHiddenAnys(sources: readonly Source[]): Figure {
  const places = sources.flatMap((source) => placesOf(source, isHiddenAny));
  return { line: `${places.length} \`any\` hidden in a bare \`Object(x)\``, places };
}

function isHiddenAny(node: Node): boolean {
  if (!ts.isCallExpression(node) || node.expression?.getText() !== 'Object') return false;
  return !ts.isAsExpression(node.parent) && !isComparison(node.parent);
}

function isComparison({ operatorToken }: Node): boolean {
  const { EqualsEqualsEqualsToken, ExclamationEqualsEqualsToken } = ts.SyntaxKind;
  return [EqualsEqualsEqualsToken, ExclamationEqualsEqualsToken].some((kind) => kind === operatorToken?.kind);
}

const placesOf = ({ path, text, nodes }: Source, isMeant: (node: Node) => boolean): string[] =>
  nodes
    .filter(isMeant)
    .map(
      (node) =>
        `${placeOf(path, text, node.getStart())} ${(node.parent.getText().split('\n')[0] ?? '').trim()}`,
    );
