import type { MySqlColumn } from 'drizzle-orm/mysql-core';
import { MySqlAdapterError } from '../errors.ts';

/** Makes the error for a value that a column cannot take; nothing has been sent yet. */
export const invalidValue = (column: MySqlColumn, message: string) =>
  new MySqlAdapterError('INVALID_ARGUMENT', message, { column: column.name });
