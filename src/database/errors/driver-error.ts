/**
 * What happened to a statement, as far as its error tells.
 *
 * - `refused`: the database answered that it did nothing.
 * - `conflict`: the database undid it, because of other transactions; the same may succeed a moment later.
 * - `not ready`: the database did nothing, because its primary is moving or no connection is free; it may be ready soon.
 * - `not sent`: no database got it.
 * - `turned away`: no database got it, and none will, until credentials or limits change.
 * - `no answer`: it was sent, and may have been done.
 * - `unclear`: the error is not a known one.
 */
export type Outcome =
  | 'refused'
  | 'conflict'
  | 'not ready'
  | 'not sent'
  | 'turned away'
  | 'no answer'
  | 'unclear';

/** What an error of any driver says, in MySQL's terms. */
export interface DriverError {
  readonly outcome: Outcome;
  /** A code of MySQL, Node, gRPC or HTTP; undefined if only the class of the error says anything. */
  readonly code?: string | undefined;
  readonly errno?: number | undefined;
  readonly sqlState?: string | undefined;
}
