import { readFile } from 'node:fs/promises';

/** Returns the blocks of a language between a heading of a page in docs/ and the next heading. */
export async function codeUnder(page: string, heading: string, language: string): Promise<string[]> {
  const text = await readFile(new URL(`../../../docs/${page}`, import.meta.url), 'utf8');
  const section = text.split(/^#+ /m).find((part) => part.startsWith(`${heading}\n`)) ?? '';
  const blocks = section.matchAll(/```(\w+)\n(.*?)```/gs);
  return [...blocks].filter(([, name]) => name === language).map(([, , code = '']) => code);
}
