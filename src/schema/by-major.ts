import type { ColumnDataType } from 'drizzle-orm';

/** Is the first type with Drizzle 0.45 and the second with 1.0, told by a date, which is an `object date` there. */
export type ByMajor<Before, Since> = 'date' extends ColumnDataType ? Before : Since;
