import type { Values } from '../statement.ts';
import { isMysql2, settingsOf } from './settings.ts';

/**
 * Returns values in which mysql2 finds nothing to escape, and those of other drivers unchanged.
 *
 * mysql2 escapes with backslashes, which escape nothing under `NO_BACKSLASH_ESCAPES`: there a cookie could hold SQL.
 * Text that it would change is sent as a hexadecimal literal instead, which means the same in every mode.
 */
export function withHexText(values: Values, clientOf: () => unknown): Values {
  let sent = values;
  for (const name in values) {
    const value = values[name];
    if (typeof value === 'string' && UNUSUAL.test(value) && isAtRisk(value, clientOf()))
      sent = { ...sent, [name]: hexText(value) };
  }
  return sent;
}

const UNUSUAL = /["'\\]|[^ -~]/;

/** The characters that mysql2 escapes: quotation marks, backslashes and control characters. */
const IS_ESCAPED = /["'\\]|[^ -\uffff]/;

/** Says whether the text may end its own quotation; a cluster's charset is unknown, and in some any letter may. */
const isAtRisk = (text: string, client: unknown): boolean =>
  isMysql2(client) && (IS_ESCAPED.test(text) || !settingsOf(client).charsetNumber);

/** Makes an object that mysql2 writes as SQL, and that loggers and encoders still see as the text. */
const hexText = (text: string): object =>
  Object.assign(new String(text), { toSqlString: () => `_utf8mb4 x'${hexOf(text)}'` });

function hexOf(text: string): string {
  // Taken from the global object, because bundlers for the edge add a polyfill for a bare `Buffer`. Where mysql2 runs, it
  // exists; the types of this package do not know Node's.
  const { Buffer } = globalThis as unknown as { readonly Buffer: NodeBuffer };
  return Buffer.from(text).toString('hex');
}

/** The part of Node's `Buffer` that is used here. */
interface NodeBuffer {
  from(text: string): { toString(encoding: 'hex'): string };
}
