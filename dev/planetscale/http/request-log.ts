/** How much of each list is kept: a stand-in may run for days. */
const MAX_LINES = 10_000;
const MAX_CHARACTERS = 16_777_216;

/** The latest queries and requests that arrived, each at most 10,000 lines and 16 million characters. */
export class RequestLog {
  readonly #statements = new Lines();
  readonly #requests = new Lines();
  /** The queries, always in the same array. */
  readonly statements: readonly string[] = this.#statements.lines;
  /** The requests, always in the same array. */
  readonly requests: readonly string[] = this.#requests.lines;

  addRequest(line: string): void {
    this.#requests.add(line);
  }

  addStatement(query: string): void {
    this.#statements.add(query);
  }

  /** Forgets everything. */
  clear(): void {
    this.#statements.clear();
    this.#requests.clear();
  }
}

class Lines {
  readonly lines: string[] = [];
  #characters = 0;

  add(line: string): void {
    this.lines.push(line);
    this.#characters += line.length;
    while (this.lines.length > MAX_LINES || (this.#characters > MAX_CHARACTERS && this.lines.length > 1))
      this.#characters -= this.lines.shift()?.length ?? 0;
  }

  clear(): void {
    this.lines.length = 0;
    this.#characters = 0;
  }
}
