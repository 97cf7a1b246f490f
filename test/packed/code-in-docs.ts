import { readFile } from 'node:fs/promises';

/**
 * Returns the code of a page that is for some projects alone: its blocks begin with `ts drizzle-1.0`, say, and are left
 * out where the other code of the docs is compiled. Without such a tag, returns that other code.
 */
export async function codeInDocs(page: string, tag = ''): Promise<string[]> {
  const text = await readFile(new URL(`../../docs/${page}`, import.meta.url), 'utf8');
  const blocks = text.matchAll(/```ts ?(\S*)[^\n]*\n(.*?)```/gs);
  return [...blocks].filter(([, name]) => name === tag).map(([, , code = '']) => code);
}
