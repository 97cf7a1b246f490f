import ts, { type Node } from 'typescript-5.9';
import type { Figure } from './figure.ts';
import { placeOf, type Source } from './source.ts';

/**
 * Counts exported declarations, and says which of them have no description.
 *
 * Re-exports are left out. Each overload counts, and so does its implementation.
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
  (tree.statements ?? []).filter(isExported).flatMap((statement) =>
    declarationsOf(statement).map((node) => ({
      path,
      place: placeOf(path, text, node.getStart()),
      name: node.name?.getText() ?? 'default',
      isDocumented: isDocumented(statement),
    })),
  );

const isExported = ({ modifiers }: Node) =>
  modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false;

const declarationsOf = (statement: Node) => statement.declarationList?.declarations ?? [statement];

const isDocumented = (statement: Node) =>
  ts.getJSDocCommentsAndTags(statement).some((comment) => /\w/.test(comment.getText()));
