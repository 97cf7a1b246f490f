/** Is something that goes wrong on the way, for requests to come. */
export type Fault = {
  /** Picks the statements that it befalls. */
  readonly statement: RegExp;
  /**
   * Is how many of them.
   * @default 1
   */
  readonly times?: number;
} & Kind;

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
  | { readonly kind: 'cut' };

/** Holds the faults that are still to happen. */
export class Faults {
  readonly #pending: { readonly fault: Fault; left: number }[] = [];

  add(fault: Fault): void {
    this.#pending.push({ fault, left: fault.times ?? 1 });
  }

  /** Returns the fault for a statement, the one injected first, and counts it down. */
  take(statement: string): Fault | undefined {
    // Not test(): with the flag g it goes on from its last find.
    const found = this.#pending.find(({ fault, left }) => left > 0 && statement.search(fault.statement) >= 0);
    if (found) found.left -= 1;
    return found?.fault;
  }
}

/** Tells whether the statement is executed all the same. */
export function isExecuted(fault: Fault): boolean {
  if (fault.kind === 'drop' || fault.kind === 'html') return fault.executed ?? false;
  return fault.kind !== 'unauthenticated';
}
