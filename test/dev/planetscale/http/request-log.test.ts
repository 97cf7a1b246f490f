import { expect, test } from 'vitest';
import { RequestLog } from '../../../../dev/planetscale/http/request-log.ts';

const MEGABYTE = 'x'.repeat(1_048_576);

test('keeps the last ten thousand lines of each list', () => {
  const log = new RequestLog();
  for (let line = 1; line <= 10_001; line += 1) log.addStatement(String(line));
  log.addRequest('POST /');
  expect([log.statements.length, log.statements[0], log.statements.at(-1)]).toEqual([10_000, '2', '10001']);
  expect(log.requests).toEqual(['POST /']);
});

test('keeps the last sixteen megabytes, or one longer line', () => {
  const log = new RequestLog();
  for (let line = 0; line < 20; line += 1) log.addStatement(MEGABYTE);
  expect(log.statements).toHaveLength(16);
  log.addStatement(MEGABYTE.repeat(17));
  expect(log.statements.map(({ length }) => length)).toEqual([17 * MEGABYTE.length]);
  log.addStatement('select 1');
  expect(log.statements).toEqual(['select 1']);
});

test('counts from zero once it is cleared', () => {
  const log = new RequestLog();
  for (let turn = 0; turn < 2; turn += 1) {
    for (let line = 0; line < 16; line += 1) log.addStatement(MEGABYTE);
    expect(log.statements).toHaveLength(16);
    log.clear();
    expect(log.statements).toEqual([]);
  }
});
