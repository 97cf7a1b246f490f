import type { MySqlColumn } from 'drizzle-orm/mysql-core';

/**
 * Names the JavaScript values of a column: `string`, `number`, `bigint`, `boolean`, `date`, `json`, `custom` ...
 *
 * Drizzle 0.45 says just that. 1.0 says more, such as `number int53`, `object date` and, for a date that is read as
 * text, `string datetime`.
 */
export function valueTypeOf({ dataType }: MySqlColumn): string {
  const [type = '', detail = ''] = dataType.split(' ');
  return type === 'object' ? detail : type;
}
