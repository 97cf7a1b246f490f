import type { ColumnDataType } from 'drizzle-orm';

/** The first type with Drizzle 0.45, the second with 1.0, where the type of a date is called `object date`. */
export type ByMajor<Before, Since> = 'date' extends ColumnDataType ? Before : Since;
