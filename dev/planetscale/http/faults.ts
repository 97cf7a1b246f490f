import type { Trigger } from '../../pending-faults.ts';

/** A fault on the way, for requests to come. */
export type Fault = Trigger & Kind;

type Kind =
  /** The connection ends without an answer, after the statement was executed or instead of that. */
  | { readonly kind: 'drop'; readonly executed: boolean }
  /** The answer is a page of HTML, as from a proxy, after the statement was executed or instead of that. */
  | { readonly kind: 'html'; readonly status: number; readonly executed?: boolean }
  /** The credentials are refused: in the form that the driver understands, or flat, as in plain Connect. */
  | { readonly kind: 'unauthenticated'; readonly form?: 'nested' | 'flat' }
  /** The statement is executed, and answered only when `wait` has resolved; with HTTP 500 when it rejects. */
  | { readonly kind: 'slow'; readonly wait: () => Promise<unknown> }
  /** The statement is executed, and the connection ends in the middle of the answer. */
  | { readonly kind: 'cut' }
  /** The answer is an SQL error with this message. The code defaults to `UNKNOWN`, PlanetScale's usual one. */
  | { readonly kind: 'error'; readonly message: string; readonly code?: string };

/** Says whether the statement is still executed. */
export function isExecuted(fault: Fault): boolean {
  if (fault.kind === 'drop' || fault.kind === 'html') return fault.executed ?? false;
  return fault.kind !== 'unauthenticated' && fault.kind !== 'error';
}
