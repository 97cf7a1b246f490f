/** Quotes an identifier. */
export const quote = (name: string): string => `\`${name.replaceAll('`', '``')}\``;

/** Says whether an identifier is a plain word. */
export const isPlain = (name: string): boolean => /^[a-z_]\w*$/i.test(name);

/** Quotes an identifier if it is not a plain word: Vitess copies a name from a VSchema into its SQL as it is. */
export const quoteIfOdd = (name: string): string => (isPlain(name) ? name : quote(name));
