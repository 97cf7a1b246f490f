/**
 * Returns the value of a cookie in a `Cookie` header; undefined if it has none of that name, or an empty one.
 *
 * It is taken apart as Auth.js does it: the first of several counts, a value is percent-decoded if that is possible, and
 * quotation marks belong to it.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6265#section-5.4
 */
export function cookieOf(header: string, name: string): string | undefined {
  const pair = header.split(';').find((pair) => pair.includes('=') && nameOf(pair) === name);
  return (pair && decode(trim(pair.slice(pair.indexOf('=') + 1)))) || undefined;
}

const nameOf = (pair: string) => trim(pair.slice(0, pair.indexOf('=')));

/** Removes spaces and tabs alone from both ends. */
const trim = (text: string) => text.replace(/^[ \t]+|[ \t]+$/g, '');

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
