import type { Work } from './work.ts';

/** Prints what a command has found or done: as text, or as the one document of `--json`. */
export function printResult({ isJson, terminal }: Work, result: object, text: string): void {
  terminal.stdout.write(`${isJson ? JSON.stringify(result, undefined, 2) : text}\n`);
}
