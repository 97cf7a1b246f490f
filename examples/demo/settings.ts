import type { Database, MySqlAdapterMethods, RequestHeaders } from 'authjs-drizzle-mysql';
import type { StatementLog } from './statement-log.ts';

/** Where the OpenID Connect provider is, and the site's credentials there. */
export interface OpenIdProvider {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/** A way into the database. */
export interface OpenDatabase {
  /** Makes the adapter that Auth.js stores through for a request with these headers; that costs next to nothing. */
  adapterFor(headers: RequestHeaders): MySqlAdapterMethods;
  /** Drizzle on the same database, to show the rows of its tables. */
  readonly db: Database;
}

/** What differs between the places where the demo runs. Everything else is the same code. */
export interface DemoSettings {
  /** The database that the page reads the rows to show from. Those statements are not in `statements`. */
  readonly database: OpenDatabase;
  /** What the page calls the database, such as `MySQL 9.7 through mysql2`. */
  readonly databaseName: string;
  readonly statements: StatementLog;
  readonly openId: OpenIdProvider;
  /** The secret that signs Auth.js's cookies and hashes its verification tokens. */
  readonly secret: string;
  /** The site's one address, such as `http://localhost:3000`. Its other names redirect there, except for `/healthz`. */
  readonly origin: string;
}
