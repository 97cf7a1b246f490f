import { mkdir, readFile, writeFile } from 'node:fs/promises';

/** Writes the code from the docs for Next.js into a folder, each variant into its own, and returns how many files. */
export async function writeNextInDocs(folder: URL): Promise<number> {
  const page = await readFile(new URL('../../docs/nextjs.md', import.meta.url), 'utf8');
  const files = page.split(/^## /m).flatMap((way, number) =>
    [...way.matchAll(/```ts\n\/\/ (\S+\.ts)\n(.*?)```/gs)].map(([, path = '', code = '']) => ({
      file: new URL(`way-${number}/${path}`, folder),
      code,
    })),
  );
  for (const { file, code } of files) {
    await mkdir(new URL('.', file), { recursive: true });
    await writeFile(file, code);
  }
  return files.length;
}
