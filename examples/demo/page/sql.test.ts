import { expect, it } from 'vitest';
import { verbOf } from './sql.ts';

it('names what a statement does, including the begin and end of a transaction', () => {
  const statements = ['begin', 'SELECT 1', 'delete from `users`', 'commit', 'rollback', 'show tables'];
  expect(statements.map(verbOf)).toEqual(['begin', 'select', 'delete', 'commit', 'rollback', 'other']);
});
