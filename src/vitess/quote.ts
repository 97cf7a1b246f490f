/** Quotes an identifier. */
export const quote = (name: string): string => `\`${name.replaceAll('`', '``')}\``;

/** Quotes an identifier if it is not a plain word: Vitess copies a name from a VSchema into its SQL as it is. */
export const quoteIfOdd = (name: string): string => (/^[a-z_]\w*$/i.test(name) ? name : quote(name));
