/**
 * Says what became of a statement, as far as its error tells.
 *
 * - `refused`: the database answered that it did nothing.
 * - `conflict`: the database undid it, because of what others were doing; the same may succeed a moment later.
 * - `not sent`: no database got it.
 * - `turned away`: no database got it, and none will, until credentials or limits change.
 * - `no answer`: it was sent, and may have been done.
 * - `unclear`: the error is none of a driver.
 */
type Outcome = 'refused' | 'conflict' | 'not sent' | 'turned away' | 'no answer' | 'unclear';

/** Is what an error of any driver says, in the terms of MySQL. */
export interface DriverError {
  readonly outcome: Outcome;
  /** A code of MySQL, Node, gRPC or HTTP; undefined where only the class of the error says something. */
  readonly code?: string | undefined;
  readonly errno?: number | undefined;
  readonly sqlState?: string | undefined;
}
