import { readdirSync, readFileSync } from 'node:fs';
import { withoutBreakpoints } from '../../test/support/databases/without-breakpoints.ts';

const folder = new URL('../../drizzle/', import.meta.url);

// before-migrating.sql, the one without a number, only looks.
const migrations = readdirSync(folder).filter((file) => /^\d+_.*\.sql$/.test(file));

const sqlOf = (files: readonly string[]) =>
  withoutBreakpoints(files.map((file) => readFileSync(new URL(file, folder), 'utf8')).join('\n'));

/** The SQL of the basic tables. */
export const basicTables = sqlOf(migrations.slice(0, 1));

/** The SQL of the tables of `/schema/production`. */
export const productionTables = sqlOf(migrations);
