import { DatabaseError } from '@planetscale/database';
import { DrizzleQueryError } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { grpcCodeOf } from '../../../dev/planetscale/errors/grpc-code.ts';
import { sourceFailed, toAdapterError } from '../../../src/database/errors/database-error.ts';

const failedQuery = (cause: Error) => new DrizzleQueryError('insert into `users` ...', ['hidden'], cause);
const onMysql2 = (errno: number, sqlMessage = 'hidden') =>
  failedQuery(Object.assign(new Error('hidden'), { code: 'ER_X', errno, sqlState: '40001', sqlMessage }));
const onPlanetScale = (message: string, code = 'UNKNOWN') =>
  failedQuery(new DatabaseError(message, 400, { message, code }));
const tablet = (grpcCode: string, rest: string) =>
  `target: app.-.primary: vttablet: rpc error: code = ${grpcCode} desc = ${rest}`;

/** A record that changed, a lock in vain, a deadlock, a counter, a group, Galera's node, and TiDB's conflicts. */
const NUMBERS = [1020, 1205, 1213, 1467, 3101, 1047, 8002, 8022, 8028, 9007];

const conflicts: [string, Error][] = [
  ...NUMBERS.map((errno): [string, Error] => [`error ${errno} on mysql2`, onMysql2(errno)]),
  ...NUMBERS.map((errno): [string, Error] => [
    `error ${errno} on PlanetScale`,
    onPlanetScale(tablet(grpcCodeOf(errno), `hidden (errno ${errno}) (sqlstate 40001)`)),
  ]),
  ['an ended transaction', onPlanetScale(tablet('Aborted', 'transaction 1: not found'))],
  ['an ended transaction on mysql2', onMysql2(1317, tablet('Aborted', 'transaction 1: not found'))],
  ['VT15001', onPlanetScale('VT15001: hidden')],
  ['VT15001 on mysql2', onMysql2(1317, 'VT15001: hidden')],
  [
    'too many transactions',
    onPlanetScale(tablet('ResourceExhausted', 'transaction pool connection limit exceeded')),
  ],
  [
    'too many transactions, as a gateway says it',
    onPlanetScale('transaction pool connection limit exceeded', 'RESOURCE_EXHAUSTED'),
  ],
  ['a code of a gateway', onPlanetScale('hidden', 'ABORTED')],
];

it.each(conflicts)('says of %s that nothing has changed, unless more than that was open', (_name, error) => {
  for (const operation of ['read', 'write'] as const) {
    const said = toAdapterError(error, 'users', operation);
    expect(said).toMatchObject({ code: 'RETRIES_EXHAUSTED', table: 'users' });
    expect(said.message).toMatch(/changed nothing/);
    expect(said.message).not.toContain('hidden');
  }
  expect(toAdapterError(error, 'users', 'unconfirmed write')).toMatchObject({ code: 'OUTCOME_UNKNOWN' });
  expect(sourceFailed(error)).toMatchObject({ code: 'DATABASE' });
});

it.each(NUMBERS)('leaves it open what became of a write when %i is in an answer of nobody there', (errno) => {
  const text = tablet('Unavailable', `hidden (errno ${errno}) (sqlstate 40001)`);
  for (const error of [onPlanetScale(text), onMysql2(1105, text)]) {
    expect(toAdapterError(error, 'users', 'write')).toMatchObject({ code: 'OUTCOME_UNKNOWN' });
    expect(toAdapterError(error, 'users', 'read')).toMatchObject({ code: 'CONNECTION_LOST' });
  }
});

it('takes other numbers of TiDB and of InnoDB for refusals', () => {
  for (const errno of [1146, 3572, 8004]) {
    expect(toAdapterError(onMysql2(errno), 'users', 'write')).toMatchObject({ code: 'DATABASE' });
  }
});
