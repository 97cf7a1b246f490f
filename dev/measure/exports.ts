import ts, { type Node } from 'typescript-5.9';
import type { Figure } from './figure.ts';
import { placeOf, type Source } from './source.ts';

/**
 * Counts exported declarations, and says which of them have no description.
 *
 * Re-exports are left out. Each overload counts, but not its implementation, which no user sees.
 */
export function measureExports(sources: readonly Source[]): Figure {
  const all = sources.flatMap(exportsOf);
  const bare = all.filter(({ isDocumented }) => !isDocumented);
  const names = new Set(all.map(({ path, name }) => `${path} ${name}`)).size;
  const share = ((1 - bare.length / all.length) * 100).toFixed(1);
  return {
    line: `${names} exported names, declared ${all.length} times, ${share} % with a description; those without:`,
    places: bare.map(({ place, name }) => `${place} ${name}`),
  };
}

interface Exported {
  readonly path: string;
  readonly place: string;
  readonly name: string;
  readonly isDocumented: boolean;
}

const exportsOf = ({ path, text, tree }: Source): Exported[] =>
  (tree.statements ?? [])
    .filter(isExported)
    .filter(isVisible)
    .flatMap((statement) =>
      declarationsOf(statement).map((node) => ({
        path,
        place: placeOf(path, text, node.getStart()),
        name: node.name?.getText() ?? 'default',
        isDocumented: isDocumented(statement),
      })),
    );

const isExported = ({ modifiers }: Node) =>
  modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false;

/** Says whether a declaration is more than the implementation of the overloads that stand before it. */
const isVisible = (statement: Node, index: number, all: readonly Node[]) =>
  index === 0 ||
  !statement.name ||
  all[index - 1]?.name?.getText() !== statement.name.getText() ||
  !statement.body;

const declarationsOf = (statement: Node) => statement.declarationList?.declarations ?? [statement];

const isDocumented = (statement: Node) =>
  ts.getJSDocCommentsAndTags(statement).some((comment) => /\w/.test(comment.getText()));
