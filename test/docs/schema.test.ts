import { readFile } from 'node:fs/promises';
import { getTableColumns, getTableName, is } from 'drizzle-orm';
import { MySqlTable } from 'drizzle-orm/mysql-core';
import { expect, it } from 'vitest';
import * as basic from '../../src/schema/index.ts';
import * as production from '../../src/schema/production.ts';

const page = await readFile(new URL('../../docs/schema.md', import.meta.url), 'utf8');
const tablesOf = (module: object) => Object.values(module).filter((value) => is(value, MySqlTable));

/** Says of every column of a module what type it has, as `users.id varchar(12)`, but for what is said once for all. */
function columnsOf(module: object): string[] {
  return tablesOf(module).flatMap((table) =>
    Object.values(getTableColumns(table))
      .filter(({ name }) => !/^(created|updated)_at$/.test(name))
      .map((column) => `${getTableName(table)}.${column.name} ${column.getSQLType()}`)
      .filter((column) => !/\.id bigint/.test(column)),
  );
}

interface Row {
  readonly table: string;
  readonly names: readonly string[];
  readonly types: Readonly<Record<'basic' | 'production', readonly string[]>>;
  readonly meaning: string;
}

/** Reads the rows of columns in the page's table; what differs in production is said there, and nothing else. */
function rowsOfPage(): Row[] {
  const [text = ''] = /^\| table, column.*?\n\n/ms.exec(page) ?? [];
  let table = '';
  return text.split('\n').flatMap((line) => {
    const [, names = '', basicCell = '', productionCell = '', meaning = ''] = line
      .split('|')
      .map((cell) => cell.trim());
    table = /^\*\*(\w+)\*\*$/.exec(names)?.[1] ?? table;
    if (!/^[a-z_, ]+$/.test(names) || names.startsWith('table,')) return [];
    const inBasic = typesIn(basicCell);
    const types = { basic: inBasic, production: typesIn(productionCell) };
    if (types.production.length === 0) types.production = inBasic;
    return [{ table, names: names.split(', '), types, meaning }];
  });
}

const typesIn = (cell: string) =>
  [...cell.matchAll(/`((?!utf8|provider)[a-z]+(?:\(\d+\))?(?: unsigned)?)`/g)].map(([, type = '']) => type);

it.each([
  ['basic', basic],
  ['production', production],
] as const)(
  'the page on the schema has every column of the %s tables, with its type and what it is',
  (set, module) => {
    const listed = rowsOfPage().flatMap(({ table, names, types, meaning }) => {
      expect(meaning, `${table}.${names}`).not.toBe('');
      const [first] = types[set];
      return first === undefined
        ? []
        : names.map((name, index) => `${table}.${name} ${types[set][index] ?? first}`);
    });
    expect(listed.sort()).toEqual(columnsOf(module).sort());
  },
);

it('the picture of the schema has every table, and keys that are columns of theirs', () => {
  const [picture = ''] = /```mermaid\n.*?```/s.exec(page) ?? [];
  const drawn = [...picture.matchAll(/^ {2}(\w+) \{\n(.*?)^ {2}\}/gms)].map(
    ([, table = '', columns = '']) => ({
      table,
      columns: [...columns.matchAll(/^ +(\w+) (\w+)/gm)].map(([, type, name]) => `${name} ${type}`),
    }),
  );
  expect(drawn.map(({ table }) => table).sort()).toEqual(tablesOf(production).map(getTableName).sort());
  for (const { table, columns } of drawn) {
    const described = tablesOf(production).find((each) => getTableName(each) === table);
    const all = Object.values(getTableColumns(described as MySqlTable));
    const existing = all.map((column) => `${column.name} ${column.getSQLType().replace(/\(.*/, '')}`);
    expect(existing).toEqual(expect.arrayContaining(columns));
  }
});
