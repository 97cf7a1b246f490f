import type { DriverError, Outcome } from './driver-error.ts';

/** What sockets, mysql2, Bun and `fetch` throw when no answer came. */
interface NetworkError extends Error {
  readonly code?: string | undefined;
  readonly errno?: number | undefined;
  readonly syscall?: string | undefined;
}

/**
 * Parses an error that did not come from a server.
 *
 * `isOfStatement` says that the driver threw it while it sent a statement. Every runtime's `fetch` has its own errors,
 * so the statement may have been done unless the error is known to have kept it from being sent.
 */
export function parseNetworkError(error: NetworkError, isOfStatement: boolean): DriverError {
  const { code, errno } = error;
  return { outcome: outcomeOf(error, isOfStatement), code, errno };
}

function outcomeOf({ code = '', syscall, message }: NetworkError, isOfStatement: boolean): Outcome {
  if (NOT_SENT.test(code) || syscall === 'connect' || NOT_SENT_TEXT.test(message)) return 'not sent';
  if (NO_TLS.test(code)) return 'turned away';
  return isOfStatement || BROKEN_OFF.test(code) ? 'no answer' : 'unclear';
}

/** Codes of Node, Bun and mysql2 for a server without TLS, or with a certificate that is not trusted. */
export const NO_TLS = /^(HANDSHAKE_(NO_)?SSL_|CERT_|ERR_TLS_CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/;

/** Codes of Node, undici, Bun and mysql2 for a connection that was never made. */
const NOT_SENT =
  /^(EAI_AGAIN|ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|ERR_INVALID_URL|UND_ERR_CONNECT_TIMEOUT|HANDSHAKE_SSL_|ERR_MYSQL_(CONNECTION_[FRT]|AUTH|PUBLIC_))/;

/** Texts for the same without a code: those of mysql2's pools and closed connections, and of Deno. */
const NOT_SENT_TEXT =
  /^(Pool is closed|Queue limit reached|No connections available)\.$|^Can't add new command |: client error \(Connect\): /;

/** Codes of Node, undici and mysql2 for a connection that ended during a statement. */
const BROKEN_OFF =
  /^(ECONNABORTED|ECONNRESET|EPIPE|ETIMEDOUT|PROTOCOL_CONNECTION_LOST|PROTOCOL_SEQUENCE_TIMEOUT|UND_ERR_SOCKET)$/;
