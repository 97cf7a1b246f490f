/** A report of why the database fails: written once, and again after another reason or a recovery. */
export class OutageReport {
  readonly #write: (line: string) => void;
  #last = '';

  constructor(write: (line: string) => void) {
    this.#write = write;
  }

  /** Notes a failure. Every open page asks once a second and gets the same failure for as long as it lasts. */
  failed(reason: string): void {
    if (reason !== this.#last) this.#write(reason);
    this.#last = reason;
  }

  /** Notes that the database has answered. */
  ended(): void {
    this.#last = '';
  }
}
