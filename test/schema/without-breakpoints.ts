/**
 * Returns the text of a migration without the marks that Drizzle splits it at.
 *
 * SQL knows no comment that begins with `-->`, so a plain client stops at them.
 */
export const withoutBreakpoints = (text: string) => text.replaceAll('--> statement-breakpoint', '');
