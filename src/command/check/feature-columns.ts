import { type Finding, finding } from './finding.ts';
import { actualOf, type GivenTable } from './given-tables.ts';
import type { Inspection } from './inspection.ts';
import { addColumn, alterTable } from './sql-text.ts';

/** The columns that one feature of the package needs, and nothing else. */
interface Feature {
  readonly key: GivenTable['key'];
  readonly properties: readonly string[];
  readonly neededBy: string;
  readonly migration: string;
}

const FEATURES: readonly Feature[] = [
  {
    key: 'accounts',
    properties: ['refreshLease', 'refreshLeaseUntil'],
    neededBy: '`refresh` of authjs-drizzle-mysql/tokens',
    migration: '0006_refresh_lease',
  },
  {
    key: 'verificationTokens',
    properties: ['code', 'attempts', 'allowed'],
    neededBy: 'the option `emailCodes`',
    migration: '0007_email_codes',
  },
];

/** Returns the feature that a column is for; undefined for a column that the adapter needs. */
export const featureOf = ({ key, columns }: GivenTable, property: string): Feature | undefined =>
  FEATURES.find(
    (feature) =>
      feature.key === key &&
      feature.properties.includes(property) &&
      // A table without the others has a column of its own that is called so.
      feature.properties.every((each) => columns[each]),
  );

/** Finds columns of later versions that are missing: only what needs them does not work. */
export const checkFeatureColumns = ({ tables, work }: Inspection): Finding[] =>
  FEATURES.flatMap(({ key, properties, neededBy, migration }) => {
    const given = tables.having(key);
    if (!given || !properties.every((property) => given.columns[property])) return [];
    const missing = properties.flatMap((property) => {
      const column = given.columns[property];
      return column && !actualOf(given, property) ? [column] : [];
    });
    if (missing.length === 0) return [];
    const statement = alterTable(given.name, missing.map(addColumn));
    const names = missing.map(({ name }) => name).join(', ');
    return finding('feature-columns-missing', {
      table: given.name,
      problem: `The table lacks ${names}: ${neededBy} does not work, and neither does your own select of whole rows.`,
      fix:
        work.tablesName === 'production'
          ? `Run the migrations of the package (docs/migrating.md), of which ${migration} has not run; if you make your tables by hand: ${statement}`
          : statement,
    });
  });
