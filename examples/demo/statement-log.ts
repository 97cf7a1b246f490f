import type { OpenDatabase } from './settings.ts';

/** A statement that a request sent to the database. */
export interface Statement {
  readonly sql: string;
  /** The time from sending it until its answer arrived; null while it runs. */
  milliseconds: number | null;
}

/** A request to the site, with the statements that it ran, in order. */
export interface RecordedRequest {
  readonly name: string;
  readonly at: Date;
  readonly statements: readonly Statement[];
}

/** The statements that the latest requests ran. How they are recorded depends on the driver. */
export interface StatementLog {
  /** Runs `work` and keeps, under `name`, the statements that it sends through the database it is given. */
  record<Result>(name: string, work: (database: OpenDatabase) => Promise<Result>): Promise<Result>;
  /** Returns the latest requests that ran a statement, the newest first. */
  latest(): readonly RecordedRequest[];
}

/** The newest requests that ran a statement. */
export class RequestHistory {
  readonly #requests: RecordedRequest[] = [];
  readonly #limit: number;

  constructor(limit = 6) {
    this.#limit = limit;
  }

  /** Runs `work`, which adds its statements to the list it is given, and keeps them even when it fails. */
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
