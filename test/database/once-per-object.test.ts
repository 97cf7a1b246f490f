import { drizzle } from 'drizzle-orm/mysql2';
import { createPool } from 'mysql2/promise';
import { afterAll, expect, it } from 'vitest';
import { oncePerObject } from '../../src/database/once-per-object.ts';

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

it('builds nothing twice, not even undefined', () => {
  let times = 0;
  const built = oncePerObject((_column: object) => void times++);
  const column = {};
  expect([built(column), built(column), times]).toEqual([undefined, undefined, 1]);
});
