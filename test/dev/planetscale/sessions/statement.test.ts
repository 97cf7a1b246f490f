import { expect, test } from 'vitest';
import { redactSql } from '../../../../dev/planetscale/errors/redact-sql.ts';
import { isCommit, isRollback } from '../../../../dev/planetscale/sessions/statement.ts';

test.each([
  'rollback',
  ' ROLLBACK ; ',
  'rollback work;',
  'Rollback /* all */',
  '-- all\nrollback # of it',
  '/* a *//**/ rollback/**/work -- b\n;',
  '# rollback\nrollback',
  'rollback --',
])('knows %j as a ROLLBACK, and as a COMMIT with that word', (sql) => {
  expect([isRollback(sql), isCommit(sql)]).toEqual([true, false]);
  const commit = sql.replace(/rollback/gi, 'commit');
  expect([isRollback(commit), isCommit(commit)]).toEqual([false, true]);
});

test.each([
  'rollback to savepoint one',
  'rollback /*! to one */',
  'rollback and chain',
  'rollback --to',
  '/* rollback',
  "select 'rollback'",
  'rollbacks',
  '',
])('knows %j as a statement like any other', (sql) => {
  expect([isRollback(sql), isCommit(sql)]).toEqual([false, false]);
});

/** The size of each statement, in bytes. */
const SIZE = 1_500_000;
const repeat = (text: string) => text.repeat(SIZE / text.length);

// Each of them once took forever, or more stack than there is.
test.each([
  ['comments', repeat('/**/')],
  ['comments that never end', repeat('/*')],
  ['white space', `rollback${repeat(' ')}x`],
  ['lines', repeat('--\n')],
  ['a word', `${repeat('a')}'`],
  ['a number', `${repeat('1')}a`],
  ['quotes', repeat("x'")],
  ['backslashes', repeat("'\\")],
])('reads every character of a long statement of %s once', { timeout: 20_000 }, (_, sql) => {
  expect([isRollback(sql), isCommit(sql)]).toEqual([false, false]);
  expect(redactSql(sql).length).toBeLessThanOrEqual(SIZE * 3);
});
