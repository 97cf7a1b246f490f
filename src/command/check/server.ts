import { sql } from 'drizzle-orm';
import type { Database } from '../../database/database.ts';
import { readRows, textOf } from './rows.ts';

/** The server of a database. */
export interface Server {
  /** Its name and version, such as `MySQL 9.7.4`. */
  readonly title: string;
  readonly isMariadb: boolean;
  /** Whether it is a Vitess, as PlanetScale's is. */
  readonly isVitess: boolean;
  /** Whether it gives a TIMESTAMP column without a default one that nobody declared, and `ON UPDATE`. */
  readonly hasImplicitDefaults: boolean;
}

/** Asks a server what it is. */
export async function readServer(db: Database): Promise<Server> {
  const [row] = await readRows<'version'>(db, 'information_schema', sql`select version() as version`);
  const version = textOf(row?.version);
  const isMariadb = /mariadb/i.test(version);
  const isVitess = /vitess|planetscale/i.test(version);
  const name = isVitess ? 'Vitess, which says that it is MySQL' : isMariadb ? 'MariaDB' : 'MySQL';
  const [number = version] = /^[\d.]+/.exec(version.replace(/^5\.5\.5-/, '')) ?? [];
  // vtgate answers for itself, and its tablets have settings of their own.
  const [implicit] = isVitess
    ? []
    : await readRows<'Value'>(
        db,
        'information_schema',
        sql`show session variables like 'explicit_defaults_for_timestamp'`,
      );
  return {
    title: `${name} ${number}`,
    isMariadb,
    isVitess,
    hasImplicitDefaults: isOff(textOf(implicit?.Value)),
  };
}

/** Says whether the value of a setting means that it is off. */
export const isOff = (value: string): boolean => /^(off|0)$/i.test(value);
