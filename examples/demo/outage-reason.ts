import { DrizzleQueryError } from 'drizzle-orm';

/**
 * Says why the database failed, in the driver's or the adapter's own words, without the statement and its values.
 *
 * Drizzle's message is the whole statement with all of its values, and its cause is the driver's error. PlanetScale adds
 * to what the database says where that was, who asked and, once more, the statement; of a duplicate, the database
 * says the value.
 */
export function reasonOf(error: Error): string {
  const { name, message } = error instanceof DrizzleQueryError && error.cause ? error.cause : error;
  const said = message.replace(/^target: .*? desc = /s, '').replace(/ \(CallerID: .*|: Sql: ".*/s, '');
  return `${name}: ${said.replace(/^(Duplicate entry ').*(' for key )/s, '$1...$2')}`;
}
