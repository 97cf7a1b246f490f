import { spawnSync } from 'node:child_process';
import { access, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { anchorsIn } from '../support/pages/anchors-in.ts';

const root = new URL('../../', import.meta.url);
const inRoot = (path: string) => fileURLToPath(new URL(path, root));
const documents = (await readdir(new URL('docs/', root))).filter((name) => name.endsWith('.md'));
const readmes = [
  'README.md',
  'examples/README.md',
  'examples/demo/README.md',
  'CHANGELOG.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'bench/README.md',
  'dev/README.md',
  'src/README.md',
  'test/README.md',
  'test/contract/README.md',
];
const paths = [...readmes, ...documents.map((name) => `docs/${name}`)];
const pages = await Promise.all(
  paths.map(async (path) => ({ path, text: await readFile(new URL(path, root), 'utf8') })),
);
const codeIn = (text: string) => [...text.matchAll(/```ts\n(.*?)```/gs)].map(([, code]) => code ?? '');

/** Returns the files that a page's code makes, each part of the page in a folder: the first line may name a file. */
const filesIn = (text: string) =>
  text.split(/^#+ /m).flatMap((part, number) =>
    codeIn(part).map((code, index) => {
      const name = /^\/\/ (\S+\.ts)\n/.exec(code)?.[1] ?? `block-${index}.ts`;
      return { path: `part-${number}/${name}`, code };
    }),
  );

describe('the README and the docs', () => {
  it('hold code that compiles', { timeout: 120_000 }, async () => {
    const files = pages.flatMap(({ path, text }) =>
      filesIn(text).map((file) => ({ ...file, path: join(path.replace(/\W/g, '-'), file.path) })),
    );
    expect(files.length).toBeGreaterThan(documents.length);
    // Inside the project, so that the code finds the project's own packages.
    const folder = await mkdtemp(inRoot('test/docs/.pages-'));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    for (const { path, code } of files) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), code);
    }
    const compilerOptions = { module: 'esnext', moduleResolution: 'bundler', noImplicitReturns: false };
    const config = {
      extends: '../../../tsconfig.json',
      compilerOptions,
      include: ['**/*.ts', '../playwright.d.ts'],
    };
    await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(config));
    const { stdout, status } = spawnSync('npx', ['tsc', '-p', folder], {
      cwd: inRoot('.'),
      encoding: 'utf8',
    });
    expect(stdout).toBe('');
    expect(status).toBe(0);
  });

  it('start with an example of under 20 lines', () => {
    expect(codeIn(pages[0]?.text ?? '')[0]?.split('\n').length).toBeLessThan(20);
  });

  it('hold SQL with nothing behind its last semicolon, where Vitess takes a comment for a statement', () => {
    const texts = pages.flatMap(({ text }) => [...text.matchAll(/```sql\n(.*?)```/gs)]);
    expect(texts.length).toBeGreaterThan(0);
    for (const [, text] of texts) expect(text).toMatch(/;\s*$/);
  });

  it('name only commands that exist', async () => {
    const { scripts } = JSON.parse(await readFile(new URL('package.json', root), 'utf8'));
    const commands = pages.flatMap(({ text }) =>
      [...text.matchAll(/npm run ([\w:-]+)/g)].map(([, name]) => name),
    );
    expect(commands).toContain('demo');
    for (const name of commands) expect(Object.keys(scripts)).toContain(name);
  });

  it('say of every folder of tests what goes there, and leave no test outside of them', async () => {
    const entries = await readdir(new URL('test/', root), { withFileTypes: true });
    const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
    const text = pages.find(({ path }) => path === 'test/README.md')?.text ?? '';
    for (const name of folders) expect(text).toContain(`[\`${name}/\`](${name})`);
    expect(entries.filter((entry) => entry.isFile()).map(({ name }) => name)).toEqual(['README.md']);
  });

  it.each(pages)('link to files and headings that exist: $path', async ({ path, text }) => {
    for (const [, link = ''] of text.matchAll(/\]\((?!https?:)([^)]+)\)/g)) {
      const target = new URL(link, new URL(path, root));
      await expect(access(target), link).resolves.toBeUndefined();
      if (target.hash)
        expect(anchorsIn(await readFile(target, 'utf8')), link).toContain(target.hash.slice(1));
    }
  });
});
