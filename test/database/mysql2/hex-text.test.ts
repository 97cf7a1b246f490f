import { Client } from '@planetscale/database';
import { DefaultLogger } from 'drizzle-orm';
import { drizzle as drizzleOnProxy } from 'drizzle-orm/mysql-proxy';
import { drizzle } from 'drizzle-orm/mysql2';
import { drizzle as drizzleOnPlanetScale } from 'drizzle-orm/planetscale-serverless';
import { createPool as createCallbackPool, format } from 'mysql2';
import { createPool, createPoolCluster } from 'mysql2/promise';
import { expect, it } from 'vitest';
import { clientOf } from '../../../src/database/database.ts';
import { withHexText } from '../../../src/database/mysql2/hex-text.ts';
import type { Database } from '../../../src/index.ts';

// Nothing connects before the first query.
const pool = createPool({});
const db = drizzle({ client: pool });

/** Writes a text as mysql2 does by itself. */
const quoted = (text: string) => format('?', [text]);

const everyUnit = Array.from({ length: 0x10000 }, (_, unit) => String.fromCharCode(unit));

it('leaves nothing to escape for mysql2', () => {
  const escaped = everyUnit.filter((unit) => quoted(unit) !== `'${unit}'`);
  expect(escaped).toHaveLength(9);
  for (const text of [...escaped, ...escaped.map((unit) => `é😀${unit}x`)]) {
    const { value } = withHexText({ value: text }, () => pool) as { value: string };
    const hex = Buffer.from(text).toString('hex');
    for (const isStringified of [undefined, false, true]) {
      expect(format('select ?', [value], isStringified)).toBe(`select _utf8mb4 x'${hex}'`);
    }
  }
});

it('hands every other value on as it is', () => {
  const plain = everyUnit.filter((unit) => quoted(unit) === `'${unit}'` && unit >= ' ').join('');
  const values = { plain, none: null, bytes: Buffer.from("'"), count: 1, big: 1n, truth: true, empty: '' };
  expect(withHexText(values, () => pool)).toBe(values);
});

it('is the text as it was to Drizzle’s logger', () => {
  const written: string[] = [];
  const logger = new DefaultLogger({ writer: { write: (message) => void written.push(message) } });
  const text = `it's "\\" \0\n 😀`;
  const { value } = withHexText({ value: text }, () => pool);
  for (const each of [text, value]) logger.logQuery('select ?', [each]);
  expect(written[0]).toContain('it');
  expect(written[1]).toBe(written[0]);
});

it.each<[string, Database]>([
  ['a pool of promises', db],
  ['a pool of callbacks', drizzle({ client: createCallbackPool({}) })],
  ['a cluster', drizzle({ client: createPoolCluster().of('*') as never })],
])('is for the text of a database over %s', (_client, database) => {
  expect(withHexText({ value: "'" }, () => clientOf(database)).value).not.toBe("'");
});

it('is for every letter beyond ASCII over a cluster, whose charset nobody knows', () => {
  const cluster = createPoolCluster().of('*');
  // U+0127 ends with the byte of an apostrophe, and is one in a charset of single bytes.
  expect(withHexText({ value: 'ħ' }, () => cluster).value).not.toBe('ħ');
  expect(withHexText({ value: 'h' }, () => cluster).value).toBe('h');
  expect(withHexText({ value: 'ħ' }, () => pool).value).toBe('ħ');
});

it.each<[string, Database]>([
  ['PlanetScale’s driver', drizzleOnPlanetScale({ client: new Client({}) })],
  ['a proxy', drizzleOnProxy(async () => ({ rows: [] })) as unknown as Database],
])('leaves the text of a database over %s alone', (_client, database) => {
  expect(withHexText({ value: "'" }, () => clientOf(database))).toStrictEqual({ value: "'" });
});
