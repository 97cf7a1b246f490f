import { quote } from './quote.ts';

/** Returns the name of the sequence that numbers the rows of a table. */
export const sequenceOf = (table: string): string => `${table}_seq`;

/**
 * Returns the statements that make a sequence.
 *
 * Its row says the next id, and how many of them a server takes at a time. With its columns named: Vitess refuses it
 * otherwise.
 */
export const makeSequence = (name: string): string[] => [
  `CREATE TABLE IF NOT EXISTS ${quote(name)} (\n` +
    '  `id` bigint NOT NULL,\n' +
    '  `next_id` bigint NOT NULL,\n' +
    '  `cache` bigint NOT NULL,\n' +
    '  PRIMARY KEY (`id`)\n' +
    ") COMMENT 'vitess_sequence'",
  `INSERT IGNORE INTO ${quote(name)} (\`id\`, \`next_id\`, \`cache\`) VALUES (0, 1, 1000)`,
];
