import { sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/mysql2';
import { createPool } from 'mysql2/promise';
import { afterAll, expect, it } from 'vitest';
import { oncePerColumns, oncePerObject } from '../../src/database/prepared.ts';

// Never connected: building a statement needs no server.
const pool = createPool('mysql://root@127.0.0.1:1');
const handles = [drizzle({ client: pool }), drizzle({ client: pool })] as const;
afterAll(() => pool.end());

it('builds once per database handle, and not before it is needed', () => {
  const builtFor: unknown[] = [];
  const built = oncePerObject((db: object) => ({ number: builtFor.push(db) }));
  expect(builtFor).toEqual([]);
  expect(built(handles[0])).toBe(built(handles[0]));
  expect(built(handles[1])).toBe(built(handles[1]));
  expect(built(handles[1])).not.toBe(built(handles[0]));
  expect(builtFor).toEqual([...handles]);
});

it('builds once per set of columns, and each time where there is SQL of a default among them', () => {
  const builtFor: string[][] = [];
  const building = oncePerColumns((_db, values) => ({ number: builtFor.push(Object.keys(values)) }));
  const built = (db: (typeof handles)[number], ...keys: string[]) => building(db, keys, {});
  expect(built(handles[0], 'name')).toBe(built(handles[0], 'name'));
  expect(built(handles[0], 'name', 'email')).not.toBe(built(handles[0], 'name'));
  built(handles[1], 'name');
  expect(builtFor).toEqual([['name'], ['name', 'email'], ['name']]);
  const withSql = () => building(handles[0], ['name'], { code: sql`uuid()` });
  expect(withSql()).not.toBe(withSql());
  expect(builtFor.slice(3)).toEqual([
    ['name', 'code'],
    ['name', 'code'],
  ]);
  expect(building(handles[0], ['name'], {})).toEqual({ number: 1 });
});
