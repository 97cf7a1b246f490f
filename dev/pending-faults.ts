/** The statements that a fault strikes, and how many of them. */
export interface Trigger {
  /** The statements that it strikes. */
  readonly statement: RegExp;
  /**
   * How many of them.
   * @default 1
   */
  readonly times?: number;
}

/** The faults that are still to happen. */
export class PendingFaults<Fault extends Trigger> {
  readonly #pending: { readonly fault: Fault; left: number }[] = [];

  add(fault: Fault): void {
    this.#pending.push({ fault, left: fault.times ?? 1 });
  }

  /** Returns the fault for a statement, the one injected first, and uses it up once. */
  take(statement: string): Fault | undefined {
    // Not test(): with the flag g it continues from its last match.
    const found = this.#pending.find(({ fault, left }) => left > 0 && statement.search(fault.statement) >= 0);
    if (found) found.left -= 1;
    return found?.fault;
  }
}
