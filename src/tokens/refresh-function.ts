/** What a refresh function is given. */
export interface RefreshRequest {
  /** The refresh token that is stored. Never write it to a log. */
  readonly refreshToken: string;
  /** Aborts after 10 seconds, so that nobody else asks while the request is still under way: pass it to `fetch`. */
  readonly signal: AbortSignal;
}

/**
 * Asks a provider for a new access token and returns its answer, the JSON of RFC 6749, as it came.
 *
 * An answer with an `error`, or without an `access_token`, means that the provider refuses. If the provider cannot be
 * asked, or fails itself, the function throws; what it throws reaches whoever asked for the token.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-6
 */
export type RefreshFunction = (request: RefreshRequest) => unknown;
