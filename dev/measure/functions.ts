import ts, { type Node } from 'typescript-5.9';
import { type Figure, percentile } from './figure.ts';
import { lineCount, placeOf, type Source } from './source.ts';

/**
 * Counts the lines of functions with a body, from the first line to the last, without the comment before.
 *
 * A function is named if it is a declaration, a method, an accessor, a constructor or the value of a variable. One that
 * is an argument, the value of a property or returned is not. The lines of a factory contain those of its functions.
 */
export function measureFunctions(sources: readonly Source[]): Figure {
  const all = sources.flatMap(functionsIn);
  const named = all.filter(({ name }) => name !== undefined);
  const longest = named.toSorted((one, other) => other.lines - one.lines).slice(0, 3);
  return {
    line:
      `${named.length} named functions, lines with those of functions inside: ${spreadOf(named)} ` +
      `(${all.length} with the unnamed ones: ${spreadOf(all)})`,
    places: longest.map(({ place, name, lines }) => `${place} ${name}, ${lines} lines`),
  };
}

interface Measured {
  readonly place: string;
  readonly name: string | undefined;
  readonly lines: number;
}

const functionsIn = ({ path, text, nodes }: Source): Measured[] =>
  nodes
    .filter((node) => ts.isFunctionLike(node) && node.body)
    .map((node) => ({
      place: placeOf(path, text, node.getStart()),
      name: nameOf(node),
      lines: lineCount(text.slice(node.getStart(), node.end)) + 1,
    }));

function nameOf(node: Node): string | undefined {
  if (ts.isConstructorDeclaration(node)) return 'constructor';
  const { name } = ts.isVariableDeclaration(node.parent) ? node.parent : node;
  return name?.getText();
}

function spreadOf(functions: readonly Measured[]): string {
  const lines = functions.map((each) => each.lines);
  return `median ${percentile(lines, 0.5)}, p90 ${percentile(lines, 0.9)}, max ${percentile(lines, 1)}`;
}
