import { readFileSync } from 'node:fs';
import ts, { type Node } from 'typescript-5.9';

/** A file of TypeScript, taken apart. */
export interface Source {
  readonly path: string;
  readonly text: string;
  readonly tree: Node;
  /** The tree and all that is in it. */
  readonly nodes: readonly Node[];
}

/** Reads a file of TypeScript. */
export function readSource(path: string): Source {
  const text = readFileSync(path, 'utf8');
  const tree = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  return { path, text, tree, nodes: [...withChildren(tree)] };
}

function withChildren(node: Node): Node[] {
  const nodes = [node];
  ts.forEachChild(node, (child) => void nodes.push(...withChildren(child)));
  return nodes;
}

/** Counts lines as `wc -l` does. */
export const lineCount = (text: string): number => text.split('\n').length - 1;

/** Returns the path and the line of a position, as editors open them. */
export const placeOf = (path: string, text: string, position: number): string =>
  `${path}:${lineCount(text.slice(0, position)) + 1}`;
