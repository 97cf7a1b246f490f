import type { Befalling } from '../pending-faults.ts';

/** Something that goes wrong on the way, for requests to come. */
export type Fault = Befalling & Kind;

type Kind =
  /** Ends the connection without an answer, after the statement was executed or instead. */
  | { readonly kind: 'drop'; readonly executed: boolean }
  /** Answers with a page of HTML, as a proxy does, after the statement was executed or instead. */
  | { readonly kind: 'html'; readonly status: number; readonly executed?: boolean }
  /** Refuses the credentials: in the form that the driver understands, or flat, as plain Connect does. */
  | { readonly kind: 'unauthenticated'; readonly form?: 'nested' | 'flat' }
  /** Executes, and answers only when `wait` has resolved; with HTTP 500 when it rejects. */
  | { readonly kind: 'slow'; readonly wait: () => Promise<unknown> }
  /** Executes, and ends the connection in the middle of the answer. */
  | { readonly kind: 'cut' }
  /** Answers with an error of SQL instead, in these words; the code is `UNKNOWN`, as PlanetScale's nearly always is. */
  | { readonly kind: 'error'; readonly message: string; readonly code?: string };

/** Tells whether the statement is executed all the same. */
export function isExecuted(fault: Fault): boolean {
  if (fault.kind === 'drop' || fault.kind === 'html') return fault.executed ?? false;
  return fault.kind !== 'unauthenticated' && fault.kind !== 'error';
}
