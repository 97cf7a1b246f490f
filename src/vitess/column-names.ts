import type { MySqlColumn } from 'drizzle-orm/mysql-core';
import { requireOneOf } from '../adapter/arguments.ts';
import { propertiesOf } from '../database/properties-of.ts';

/** The casings of Drizzle. */
export type Casing = 'snake_case' | 'camelCase';

/** A function that returns the name which a column has in the database. */
export type NameOf = (column: MySqlColumn) => string;

/**
 * Returns the names of columns under a casing.
 *
 * Drizzle 0.45 has it on the database: a column that is declared without a name has that of its property until a
 * statement is built. Drizzle 1.0 has it on the function that makes a table, and its columns have their names.
 */
export function columnNames(casing: Casing | undefined): NameOf {
  if (casing === undefined) return ({ name }) => name;
  requireOneOf(Object.keys(CASINGS), casing, 'casing');
  const convert = CASINGS[casing];
  return (column) => (propertiesOf(column).keyAsName === true ? convert(column.name) : column.name);
}

const CASINGS: Readonly<Record<Casing, (property: string) => string>> = {
  snake_case: (property) =>
    property.replace(/(?<=[a-z\d])[A-Z]|(?<=[A-Z])[A-Z](?=[a-z])/g, (letter) => `_${letter}`).toLowerCase(),
  camelCase: (property) => property.replace(/_+([a-z\d])/gi, (_, letter: string) => letter.toUpperCase()),
};
