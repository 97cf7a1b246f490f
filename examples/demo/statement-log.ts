import type { OpenDatabase } from './settings.ts';

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
  readonly statements: readonly Statement[];
}

/** Says which statements the latest requests ran; how it gets to know them differs from driver to driver. */
export interface StatementLog {
  /** Runs `work`, and keeps under `name` the statements that it sends through the database it is given. */
  record<Result>(name: string, work: (database: OpenDatabase) => Promise<Result>): Promise<Result>;
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

  /** Runs `work`, which puts its statements into the list that it is given, and keeps them also when it fails. */
  async record<Result>(name: string, work: (statements: Statement[]) => Promise<Result>): Promise<Result> {
    const request = { name, at: new Date(), statements: [] };
    try {
      return await work(request.statements);
    } finally {
      this.#add(request);
    }
  }

  latest(): readonly RecordedRequest[] {
    return this.#requests;
  }

  #add(request: RecordedRequest): void {
    if (request.statements.length === 0) return;
    this.#requests.unshift(request);
    this.#requests.length = Math.min(this.#requests.length, this.#limit);
  }
}
