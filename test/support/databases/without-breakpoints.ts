/**
 * Returns the text of a migration without the marks that Drizzle splits it at.
 *
 * No comment in SQL begins with `-->`, so a server refuses these marks, and a plain client may pass them on.
 */
export const withoutBreakpoints = (text: string) => text.replaceAll('--> statement-breakpoint', '');
