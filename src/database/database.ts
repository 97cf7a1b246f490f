import type { MySqlDatabase } from 'drizzle-orm/mysql2';
import { sourceFailed } from './errors/database-error.ts';
import { requireSettings } from './mysql2/settings.ts';
import { oncePerObject } from './once-per-object.ts';
import { propertiesOf } from './properties-of.ts';
import { requireMethods } from './require-methods.ts';

/**
 * Any Drizzle MySQL database: over a mysql2 pool or connection, over PlanetScale's HTTP driver, with or
 * without a relational schema, or a Drizzle transaction.
 *
 * `query`, which differs with every schema, is left out. Drizzle 1.0 has no type arguments beyond the two.
 */
export interface Database extends Omit<AnyDatabase, '_' | 'query' | 'transaction'> {
  transaction<Result>(
    work: (transaction: Database & { rollback(): never }) => Promise<Result>,
  ): Promise<Result>;
}

// biome-ignore lint/suspicious/noExplicitAny: the slots are the driver's results and the user's schema, whatever they are.
type AnyDatabase = MySqlDatabase<any, any>;

/**
 * A database, or a function that returns one, now or later; the function is called once per call of an adapter method.
 *
 * @example
 * let db: Database | undefined;
 * MySqlAdapter(() => (db ??= drizzle({ client: new Client({ url: env.DATABASE_HTTP_URL }) })));
 */
export type DatabaseSource = Database | (() => Database | Promise<Database>);

/** Returns a function that gives each adapter call its database; refuses anything else with `UNSUPPORTED_CLIENT`. */
export function connectTo(source: DatabaseSource): () => Database | Promise<Database> {
  if (typeof source !== 'function') {
    const db = primaryOf(source);
    return () => db;
  }
  const primaryOnce = oncePerObject(primaryOf);
  return async () => primaryOnce(await resultOf(source));
}

/**
 * Returns the database to write to: for Drizzle's `withReplicas`, the primary.
 *
 * A replica lags behind, so a session could still be read there after it was signed out.
 */
function primaryOf(source: Database): Database {
  requireDatabase(source);
  // Read by name and not with `in`, because a database may be wrapped in a Proxy that connects when it is used.
  const { $primary } = source as { readonly $primary?: Database };
  if ($primary) return primaryOf($primary);
  requireSettings(clientOf(source));
  return source;
}

/** Returns the driver's client; for a transaction, the connection that it runs on. */
export function clientOf(db: Database): unknown {
  const { $client, session } = propertiesOf(db);
  return $client ?? propertiesOf(session).client;
}

/** Says whether a database is a transaction, by its method, since the class has another name in Drizzle 1.0. */
export const isTransaction = (db: Database): boolean => 'rollback' in db;

async function resultOf(source: () => Database | Promise<Database>): Promise<Database> {
  try {
    return await source();
  } catch (error) {
    throw sourceFailed(error);
  }
}

function requireDatabase(db: Database): void {
  const methods = ['select', 'insert', 'update', 'delete'];
  const hint =
    'a mysql2 pool goes to authjs-drizzle-mysql/mysql2, a PlanetScale client to authjs-drizzle-mysql/planetscale';
  requireMethods(db, methods, `a Drizzle MySQL database or a function that returns one (${hint})`);
}
