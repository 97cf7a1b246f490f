/**
 * Says what became of a statement, as far as its error tells.
 *
 * - `refused`: the database answered that it did nothing.
 * - `not sent`: no database got it.
 * - `no answer`: it was sent, and may have been done.
 * - `unclear`: the error is none of a driver.
 */
type Outcome = 'refused' | 'not sent' | 'no answer' | 'unclear';

/** Is what an error of any driver says, in the terms of MySQL. */
export interface DriverError {
  readonly outcome: Outcome;
  /** A code of MySQL, Node, gRPC or HTTP; undefined where only the class of the error says something. */
  readonly code?: string | undefined;
  readonly errno?: number | undefined;
  readonly sqlState?: string | undefined;
}
