import { invalidArgument } from '../adapter/arguments.ts';

/** MySQL's limit for the name of a table. */
const LONGEST = 64;

/** Requires that a table and what is named after it have names that MySQL takes. */
export function requireRoom(given: string, names: readonly (string | undefined)[]): void {
  const tooLong = names.find((name) => name !== undefined && name.length > LONGEST);
  if (tooLong === undefined) return;
  throw invalidArgument(
    given,
    `have a name that leaves room for those of its lookup and sequence, of up to ${LONGEST} characters`,
    tooLong,
    `\`${tooLong}\`, of ${tooLong.length}`,
  );
}

/** Requires that no two tables of a keyspace have the same name. */
export function requireDifferent(names: readonly string[]): void {
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice === undefined) return;
  const expected = 'have names that differ, also from those of lookups and `migrationsTables`';
  throw invalidArgument('tables', expected, names, `\`${twice}\` twice`);
}
