import type { Database, MySqlAdapterMethods } from 'authjs-drizzle-mysql';
import type { StatementLog } from './statement-log.ts';

/** Says where the OpenID Connect provider is, and as whom the site talks to it. */
export interface OpenIdProvider {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/** Is a way into the database. */
export interface OpenDatabase {
  /** The adapter that Auth.js stores through. */
  readonly adapter: MySqlAdapterMethods;
  /** Drizzle on the same database, to show the rows of its tables. */
  readonly db: Database;
}

/** Is what differs from one place where the demo runs to another: everything else is the same code. */
export interface DemoSettings {
  /** For what the page asks to show the database; what the page shows of that comes from `statements`. */
  readonly database: OpenDatabase;
  /** What the page calls the database, such as `MySQL 9.7 through mysql2`. */
  readonly databaseName: string;
  readonly statements: StatementLog;
  readonly openId: OpenIdProvider;
  /** Signs Auth.js's cookies and hashes its verification tokens. */
  readonly secret: string;
  /** The one address of the site, such as `http://localhost:3000`: all but `/healthz` is sent there from its other names. */
  readonly origin: string;
}
