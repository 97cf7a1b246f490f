/**
 * Returns the text of a migration without the marks that Drizzle splits it at.
 *
 * SQL knows no comment that begins with `-->`, so a server refuses them, and a plain client may hand them on.
 */
export const withoutBreakpoints = (text: string) => text.replaceAll('--> statement-breakpoint', '');
