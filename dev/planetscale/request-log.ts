/** Notes what arrived. */
export class RequestLog {
  readonly statements: string[] = [];
  readonly requests: string[] = [];

  addRequest(line: string): void {
    this.requests.push(line);
  }

  addStatement(query: string): void {
    this.statements.push(query);
  }

  /** Forgets what it noted; the arrays stay the same ones. */
  clear(): void {
    this.statements.length = 0;
    this.requests.length = 0;
  }
}
