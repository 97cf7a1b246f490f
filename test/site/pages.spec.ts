import { readdir, readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { type BuiltPage, readBuiltPages } from './built-pages.ts';

const project = new URL('../../', import.meta.url);
const read = (path: string) => readFile(new URL(path, project), 'utf8');

let pages: ReadonlyMap<string, BuiltPage>;
beforeAll(async () => {
  pages = await readBuiltPages();
});

const pageAt = (address: string): BuiltPage => {
  const page = pages.get(address);
  if (!page) throw new Error(`Expected a page at ${address}, got none.`);
  return page;
};

describe('the site', () => {
  it('links to pages and parts of pages that exist', () => {
    const links = [...pages].flatMap(([from, page]) => page.links.map((link) => ({ from, ...link })));
    expect(links.length).toBeGreaterThan(1_000);
    const dead = links.filter(({ address, anchor }) => {
      const target = pages.get(address);
      return !target || (anchor !== '' && !target.anchors.has(anchor));
    });
    expect(dead).toEqual([]);
  });

  it('lists every page of the documentation at its side', async () => {
    const names = (await readdir(new URL('docs/', project))).filter((name) => name.endsWith('.md'));
    const [sidebar = ''] = /<aside class="VPSidebar"[\s\S]*?<\/aside>/.exec(pageAt('/options').html) ?? [];
    const listed = [...sidebar.matchAll(/ href="\/([\w-]+)"/g)].map(([, name]) => `${name}.md`);
    expect(listed.sort()).toEqual(names.filter((name) => name !== 'README.md').sort());
  });

  it('shows every file of the migrations', async () => {
    const entries = await readdir(new URL('drizzle/', project), { recursive: true });
    const files = entries.filter((name) => /\.(sql|json)$/.test(name) && !name.startsWith('meta'));
    const page = await read('dev/site/own-pages/migrations.md');
    const shown = [...page.matchAll(/^<<< \.\.\/\.\.\/\.\.\/drizzle\/(.+)$/gm)].map(([, name]) => name);
    expect(shown.sort()).toEqual(files.sort());
    const [firstLine = ''] = (await read('drizzle/0006_refresh_lease.sql')).split('\n');
    expect(pageAt('/migrations').html.replaceAll(/<[^>]+>/g, '')).toContain(firstLine);
  });

  it('asks no other host for anything', () => {
    const foreign = [...pages].flatMap(([address, { html }]) =>
      [
        ...html.matchAll(
          /<(?:script|img|iframe|source)\b[^>]* src="https?:[^"]*"|<link\b[^>]* href="https?:[^"]*"/g,
        ),
      ].map(([tag]) => `${address}: ${tag}`),
    );
    expect(foreign).toEqual([]);
  });
});

describe('the reference', () => {
  const entries = Object.keys(manifest.exports)
    .filter((entry) => entry !== './package.json')
    .map((entry) => entry.replace(/^\./, 'authjs-drizzle-mysql'));

  it.each(entries)('has an address for each name of %s', async (entry) => {
    const names = Object.keys(await import(entry));
    const folder = `/reference/${entry}/`;
    const { html } = pageAt(folder);
    expect(names.filter((name) => !html.includes(`>${name}</a>`))).toEqual([]);
    const kinds = ['functions', 'classes', 'variables'];
    const own = names.filter((name) => kinds.some((kind) => pages.has(`${folder}${kind}/${name}`)));
    const linked = names.filter((name) => new RegExp(`href="/reference/[^"]+/${name}">`).test(html));
    expect([...new Set([...own, ...linked])].sort()).toEqual(names.sort());
  });

  it('has an address for each option of the adapter', async () => {
    const source = await read('src/adapter/options.ts');
    const [, , body = ''] = /export interface (MySqlAdapterOptions|OptionsOfAllTables)</.exec(source)
      ? ['', '', source]
      : [];
    const options = [...body.matchAll(/^ {2}readonly (\w+)\?:/gm)].map(([, name = '']) => name);
    expect(options).toContain('hashSessionTokens');
    const { anchors } = pageAt('/reference/authjs-drizzle-mysql/interfaces/MySqlAdapterOptions');
    expect(options.filter((name) => !anchors.has(name.toLowerCase()))).toEqual([]);
  });

  it('has an address for each error code', async () => {
    const codes = [...(await read('src/errors.ts')).matchAll(/^ {2}\| '([A-Z_]+)'/gm)].map(
      ([, code = '']) => code,
    );
    expect(codes).toContain('OUTCOME_UNKNOWN');
    const { anchors } = pageAt('/errors');
    expect(codes.filter((code) => !anchors.has(code.toLowerCase()))).toEqual([]);
  });
});
