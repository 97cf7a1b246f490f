/** An answer without a result: an HTTP status and Connect's name for the reason. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: number;
  readonly code: string;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, code: string, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = headers;
  }

  /** Returns the body that the driver turns into a `DatabaseError` with this message. */
  get body() {
    return { error: this.flatBody };
  }

  /** Returns the body as in plain Connect, which the driver can't read: it throws an `UnknownError`. */
  get flatBody() {
    return { code: this.code, message: this.message };
  }
}
