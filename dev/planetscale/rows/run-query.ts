import type { FieldPacket, ResultSetHeader } from 'mysql2';
import type { PoolConnection } from 'mysql2/promise';

/** MySQL's answer, with the bytes of every value as it sent them. */
export type Outcome =
  | { readonly fields: readonly FieldPacket[]; readonly rows: readonly (readonly (Buffer | null)[])[] }
  | { readonly affectedRows: number; readonly insertId: bigint; readonly inTransaction: boolean };

/** The most rows that PlanetScale returns (planetscale.com/docs/reference/planetscale-system-limits). */
export const MAX_ROWS = 100_000;

/** The bit in the status of every answer without rows while a transaction is open. */
const SERVER_STATUS_IN_TRANS = 1;

/** Runs one statement over the text protocol; rejects with mysql2's error. */
export async function runQuery(connection: PoolConnection, sql: string): Promise<Outcome> {
  const [result, fields] = await connection.query({
    sql,
    rowsAsArray: true,
    typeCast: (field) => field.buffer(),
  });
  if (!Array.isArray(result)) return withoutRows(result as ResultSetHeader); // `OkPacket` is its old name
  if (isSeveral(fields)) throw new TabletRefusal('Unimplemented', SEVERAL_RESULTS);
  if (result.length > MAX_ROWS) throw new TabletRefusal('Aborted', `Row count exceeded ${MAX_ROWS}`);
  // By `rowsAsArray` and `typeCast`, rows are arrays of what typeCast returned.
  return { fields, rows: result as unknown as (Buffer | null)[][] };
}

/**
 * Says whether a transaction is known to be open.
 *
 * mysql2 doesn't say so for rows, so when a statement that returns rows, such as ANALYZE TABLE, ends a transaction,
 * only the next one without rows shows it.
 */
export const isOpen = (outcome: Outcome): boolean => 'inTransaction' in outcome && outcome.inTransaction;

/** The error for a result that a tablet does not pass on, in its words. */
export class TabletRefusal extends Error {
  readonly grpcCode: 'Unimplemented' | 'Aborted';

  constructor(grpcCode: TabletRefusal['grpcCode'], message: string) {
    super(message);
    this.grpcCode = grpcCode;
  }
}

const SEVERAL_RESULTS = 'Multi-Resultset not supported in stored procedure';

function withoutRows({ affectedRows, insertId, serverStatus }: ResultSetHeader): Outcome {
  return {
    affectedRows,
    insertId: BigInt.asUintN(64, BigInt(insertId)), // read as signed
    inTransaction: (serverStatus & SERVER_STATUS_IN_TRANS) !== 0,
  };
}

/** Says whether there are several results: a procedure's own answer follows its rows and has no fields. */
const isSeveral = (fields: readonly unknown[]) =>
  fields.some((field) => field === undefined || Array.isArray(field));
