import { inspect } from 'node:util';
import type { SQL } from 'drizzle-orm';
import { expect } from 'vitest';
import { read, write } from '../../src/database/run.ts';
import type { Database, MySqlAdapterErrorCode } from '../../src/index.ts';
import type { OpenClient } from './clients.ts';

/** Values that look like errors of Vitess, or like the end of the text that quotes them. */
export const HOSTILE = [
  'target: plain.0.primary: vttablet: rpc error: code = Aborted desc = x',
  'x (errno 1213) (sqlstate 40001)',
  "x' (errno 1213) (sqlstate 40001) 'x",
  `x' (errno 1213) (sqlstate 40001) (CallerID: x): Sql: "x`,
  'VT15001: x',
  'VT14001: no healthy tablet available, primary is not serving',
];

/** A value that looks like all of them. */
export const MOST_HOSTILE = HOSTILE.filter((value) => !value.includes('VT15001')).join(' ');

/** What is to become of a statement. */
export interface Expected {
  readonly code: MySqlAdapterErrorCode;
  /** What the message gives as the reason. */
  readonly reason: RegExp;
  /** How often the statement is sent. */
  readonly tries: number | 'several';
}

/** What becomes of a read whose answer is canceled on every try. */
export const lost: Expected = {
  code: 'CONNECTION_LOST',
  reason: /broke during a read .* changed nothing: Canceled\.$/,
  tries: 3,
};

/** What becomes of a write whose answer is canceled. */
export const unknown: Expected = {
  code: 'OUTCOME_UNKNOWN',
  reason: /may or may not have happened: Canceled\.$/,
  tries: 1,
};

/** How a statement is sent: as a read, a write, or a write that may be done twice. */
export type Kind = 'read' | 'write' | 'repeatable write';

/** Sends a statement as the adapter sends its own. */
export function send(db: Database, kind: Kind, statement: SQL): Promise<unknown> {
  const prepare = (on: Database) => ({ execute: () => on.execute(statement) });
  if (kind === 'read') return read(db, { table: 'people', prepare }, {});
  return write(db, { table: 'people', prepare, isRepeatable: kind === 'repeatable write' }, {});
}

/** Expects that a statement fails so, and is sent so often, without a value in the error. */
export async function expectFailure(
  { db, statements }: OpenClient,
  kind: Kind,
  statement: SQL,
  { code, reason, tries }: Expected,
): Promise<void> {
  const before = statements.length;
  const error = await send(db, kind, statement).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ name: 'MySqlAdapterError', code, message: expect.stringMatching(reason) });
  expect(inspect(error, { depth: 9, showHidden: true })).not.toMatch(/VT15001: x|errno 1213|vttablet/);
  const sent = statements.slice(before).filter((text) => text.includes('people'));
  if (tries !== 'several') expect(sent).toHaveLength(tries);
  else expect(sent.length).toBeGreaterThan(1);
}
