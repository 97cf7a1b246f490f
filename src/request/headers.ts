import { invalidArgument } from '../adapter/arguments.ts';
import { propertiesOf } from '../database/properties-of.ts';

/**
 * The headers of a request: a `Headers` object, what `headers()` of Next.js returns once it is awaited, or `req.headers`
 * of Node.
 */
export type RequestHeaders =
  | { get(name: string): string | null }
  | { readonly [name: string]: string | readonly string[] | undefined };

/**
 * Returns a header by its name in lower case; undefined if it was not sent, or was sent more than once in Node's form.
 *
 * Throws `INVALID_ARGUMENT` for anything that is not headers.
 */
export function headerOf(headers: RequestHeaders, name: string): string | undefined {
  const given = propertiesOf(headers);
  // A function: anybody may send a header of this name.
  if (typeof headers !== 'object' || headers === null || typeof given.then === 'function')
    throw invalidArgument('headers', 'be a Headers object or the headers of a Node request', headers);
  const value = typeof given.get === 'function' ? given.get(name) : given[nameIn(given, name) ?? ''];
  return typeof value === 'string' ? value : undefined;
}

/** Returns the name as an object spells it: Node's are in lower case, those of other hosts as they were sent. */
const nameIn = (headers: object, name: string): string | undefined =>
  Object.keys(headers).find((key) => key.toLowerCase() === name);
