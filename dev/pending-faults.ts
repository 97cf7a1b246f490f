/** Is what every fault says: which statements it befalls. */
export interface Befalling {
  /** Picks the statements that it befalls. */
  readonly statement: RegExp;
  /**
   * Is how many of them.
   * @default 1
   */
  readonly times?: number;
}

/** Holds the faults that are still to happen. */
export class PendingFaults<Fault extends Befalling> {
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
