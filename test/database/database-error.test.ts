import { inspect } from 'node:util';
import { expect, it } from 'vitest';
import { toAdapterError } from '../../src/database/database-error.ts';

/** Makes an error as the driver does: its message, and so its stack, quotes the value that was sent. */
function driverError(value: string): Error {
  const error = new Error(`Duplicate entry '${value}' for key 'users.email'`);
  return Object.assign(error, { code: 'ER_DUP_ENTRY', errno: 1062, sqlState: '23000' });
}

it('keeps where it was and the codes, and nothing of a value, also when it looks like a stack', () => {
  const wrapped = new Error('Failed query: insert ... hidden', {
    cause: driverError('a\n    at hidden (hidden.ts:1:1)\nb'),
  });
  const error = toAdapterError(wrapped, 'users', 'write');
  expect(error).toMatchObject({ code: 'DUPLICATE', cause: { code: 'ER_DUP_ENTRY', errno: 1062 } });
  expect((error.cause as Error).stack).toContain('at driverError');
  expect(inspect(error, { depth: 9, showHidden: true })).not.toContain('hidden.ts');
  expect(inspect(error, { depth: 9, showHidden: true })).not.toContain('insert');
});

it('says of a broken connection what is known: a read changed nothing, a write may have', () => {
  const broken = Object.assign(new Error('x'), { code: 'PROTOCOL_CONNECTION_LOST' });
  expect(toAdapterError(broken, 'users', 'read')).toMatchObject({ code: 'CONNECTION_LOST' });
  expect(toAdapterError(broken, 'users', 'write')).toMatchObject({ code: 'OUTCOME_UNKNOWN' });
  const neverConnected = Object.assign(new Error('x'), { code: 'ETIMEDOUT', syscall: 'connect' });
  expect(toAdapterError(neverConnected, 'users', 'write')).toMatchObject({ code: 'CONNECTION_LOST' });
});

it('ends with an error that names itself as its cause', () => {
  const error = new Error('x');
  error.cause = error;
  expect(toAdapterError(error, 'users', 'read')).toMatchObject({ code: 'DATABASE' });
});
