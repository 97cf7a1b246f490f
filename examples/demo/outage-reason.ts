import { DrizzleQueryError } from 'drizzle-orm';

/**
 * Returns the driver's or the adapter's own words for why the database failed, without the statement and its values.
 *
 * Drizzle's message is the whole statement with all its values, and its cause is the driver's error. To the database's
 * message PlanetScale adds where it came from, who asked and, once more, the statement. For a duplicate, the database
 * names the value.
 */
export function reasonOf(error: Error): string {
  const { name, message } = error instanceof DrizzleQueryError && error.cause ? error.cause : error;
  const said = message.replace(/^target: .*? desc = /s, '').replace(/ \(CallerID: .*|: Sql: ".*/s, '');
  return `${name}: ${said.replace(/^(Duplicate entry ').*(' for key )/s, '$1...$2')}`;
}
