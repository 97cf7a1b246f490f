/**
 * The adapter on PlanetScale's HTTP driver, for runtimes without sockets.
 *
 * @module authjs-drizzle-mysql/planetscale
 */

import type { Client, Config } from '@planetscale/database';
import { drizzle } from 'drizzle-orm/planetscale-serverless';
import { MySqlAdapter as adapterOn, type DefaultTables } from './adapter/index.ts';
import type { MySqlAdapterMethods } from './adapter/methods.ts';
import type { MySqlAdapterOptions, SessionValues } from './adapter/options.ts';
import type { AdapterTables } from './adapter/tables/tables.ts';
import type { Database } from './database/database.ts';
import { requireMethods } from './database/require-methods.ts';
import { MySqlAdapterError } from './errors.ts';

// If a project exports its adapter, the compiler writes this type into the declaration, by this name.
export type { MySqlAdapterMethods } from './adapter/methods.ts';

/**
 * Makes an Auth.js adapter on PlanetScale's HTTP driver, for runtimes with `fetch` and no sockets.
 *
 * Every statement is one request. Nothing is sent until Auth.js calls a method. A client holds no connection, so one
 * client can serve all requests, even at the edge. Works with `@planetscale/database` 1.13 and later; 1.20.2 is
 * recommended, because older versions mistake a question mark in quoted text, in SQL of your own, for a parameter.
 *
 * The client's `cast` and `format` are not used. Throws `INVALID_ARGUMENT` for tables or options that it cannot work
 * with, and `UNSUPPORTED_CLIENT` for anything that is not a client, such as the result of `connect()`. A client without
 * an address is reported by the methods, with the same code, so that a build without environment variables can import
 * the adapter.
 *
 * @see https://planetscale.com/docs/tutorials/planetscale-serverless-driver
 * @example
 * import { Client } from '@planetscale/database';
 *
 * const adapter = MySqlAdapter(new Client({ url: env.DATABASE_HTTP_URL }));
 */
export function MySqlAdapter<
  Given extends AdapterTables = DefaultTables,
  Values extends object = SessionValues<Given>,
>(client: Client, options: MySqlAdapterOptions<Given, Values> = {}): MySqlAdapterMethods {
  requireMethods(client, ['execute', 'transaction', 'connection'], CLIENT);
  // "new Client()" has none, in JavaScript.
  const config = client.config ?? {};
  return adapterOn(hasAddress(config) ? databaseOn(client, config) : refuse, options);
}

const CLIENT = 'a Client of @planetscale/database, made with new Client() and not with connect()';

/**
 * Wraps a client in Drizzle, or a new client with the same settings if Drizzle cannot use it: because it converts the
 * driver's strings itself, or comes from another copy of the class, as `require()` and `import` each have their own.
 */
function databaseOn(client: Client, { cast, format, ...connection }: Config): Database {
  try {
    if (!cast && !format) return drizzle({ client });
  } catch {}
  return drizzle({ connection });
}

/** Says whether a client has a valid address; the driver's own error would quote an address that it cannot parse. */
function hasAddress({ url, host }: Config): boolean {
  if (!url) return Boolean(host);
  try {
    return new URL(url).host !== '';
  } catch {
    return false;
  }
}

function refuse(): never {
  const message =
    'Expected a Client with a `host` or a `url` such as https://user:password@host, got none that can be parsed: ' +
    'is the environment variable set?';
  throw new MySqlAdapterError('UNSUPPORTED_CLIENT', message);
}
