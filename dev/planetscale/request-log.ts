/** Is how much is kept: a stand-in may serve for days. */
const LIMIT = 10_000;

/** Notes what arrived, and forgets the oldest of too much. */
export class RequestLog {
  readonly statements: string[] = [];
  readonly requests: string[] = [];

  addRequest(line: string): void {
    add(this.requests, line);
  }

  addStatement(query: string): void {
    add(this.statements, query);
  }

  /** Forgets what it noted; the arrays stay the same ones. */
  clear(): void {
    this.statements.length = 0;
    this.requests.length = 0;
  }
}

function add(list: string[], line: string): void {
  list.push(line);
  if (list.length > LIMIT) list.shift();
}
