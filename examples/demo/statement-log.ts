/** Is one statement that a request sent to the database. */
export interface Statement {
  readonly sql: string;
  /** Time from sending it until its answer was there; null while it runs. */
  milliseconds: number | null;
}

/** Is one request to the site, with the statements that it ran, in order. */
export interface RecordedRequest {
  readonly name: string;
  readonly at: Date;
  readonly statements: Statement[];
}

/** Says which statements the latest requests ran; how it gets to know them differs from driver to driver. */
export interface StatementLog {
  /** Runs `work` and keeps the statements it sends, under `name`. */
  record<Result>(name: string, work: () => Promise<Result>): Promise<Result>;
  /** Returns the latest requests that ran a statement, the newest first. */
  latest(): readonly RecordedRequest[];
}

/** Keeps the newest requests that ran a statement, and forgets the older ones. */
export class RequestHistory {
  readonly #requests: RecordedRequest[] = [];
  readonly #limit: number;

  constructor(limit = 6) {
    this.#limit = limit;
  }

  add(request: RecordedRequest): void {
    if (request.statements.length === 0) return;
    this.#requests.unshift(request);
    this.#requests.length = Math.min(this.#requests.length, this.#limit);
  }

  latest(): readonly RecordedRequest[] {
    return this.#requests;
  }
}
