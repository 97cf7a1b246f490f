import { AsyncLocalStorage } from 'node:async_hooks';
import { tracingChannel } from 'node:diagnostics_channel';
import type { Pool as CallbackPool } from 'mysql2';
import type { Pool } from 'mysql2/promise';
import { onTestFinished } from 'vitest';

/** The request that a program serves, by which everything that is done for it can be told from the rest. */
export const request = new AsyncLocalStorage<string>();

/** A function that watches a pool's queries until the test ends, and returns the pool to use. */
export type Watch = (pool: Pool, note: (seen: unknown) => void) => Pool | Promise<Pool>;

type Query = (this: unknown, ...args: unknown[]) => unknown;

/** Returns the text of a query, in whichever form it was given. */
const textOf = (query: unknown) => (typeof query === 'object' && query && 'sql' in query ? query.sql : query);

/** The ways in which tools watch queries, and programs wrap their pools. */
export const waysToWatch: Readonly<Record<string, Watch>> = {
  /** As the instrumentations of OpenTelemetry and Datadog do, whose spans belong to a request. */
  "a patch of the connections' class": async (pool, note) => {
    const prototype = await connectionPrototype(pool);
    const { query } = prototype;
    prototype.query = function (...args) {
      note({ query: textOf(args[0]), request: request.getStore(), arguments: args.length });
      return query.apply(this, args);
    };
    onTestFinished(() => {
      prototype.query = query;
    });
    return pool;
  },

  "a patch of the pools' class": (pool, note) => {
    const prototype = prototypeWith('query', pool.pool);
    const { query } = prototype;
    prototype.query = function (...args) {
      note({ query: textOf(args[0]), request: request.getStore() });
      return query.apply(this, args);
    };
    onTestFinished(() => {
      prototype.query = query;
    });
    return pool;
  },

  "mysql2's own diagnostics channels": (pool, note) => {
    const subscribers = Object.fromEntries(
      ['start', 'end', 'asyncStart', 'asyncEnd', 'error'].map((event) => [
        event,
        (message: object) => note({ event, ...summaryOf(message), request: request.getStore() }),
      ]),
    ) as unknown as Parameters<ReturnType<typeof tracingChannel>['subscribe']>[0];
    const channel = tracingChannel('mysql2:query');
    channel.subscribe(subscribers);
    onTestFinished(() => void channel.unsubscribe(subscribers));
    return pool;
  },

  'events of the pool': (pool, note) => {
    pool.on('acquire', () => note('acquire'));
    pool.on('release', () => note('release'));
    return pool;
  },

  'a query of its own': (pool, note) => {
    const { query } = pool;
    pool.query = ((...args: unknown[]) => {
      note(args);
      return Reflect.apply(query, pool, args);
    }) as typeof query;
    return pool;
  },

  'a query of its own in the pool of callbacks': (pool, note) => {
    const { query } = pool.pool;
    pool.pool.query = ((...args: unknown[]) => {
      note(textOf(args[0]));
      return Reflect.apply(query, pool.pool, args);
    }) as typeof query;
    return pool;
  },

  'a way of its own to get connections': (pool, note) => {
    const { getConnection } = pool;
    pool.getConnection = () => {
      note('getConnection');
      return getConnection.call(pool);
    };
    return pool;
  },

  'a Proxy before it': (pool, note) =>
    new Proxy(pool, {
      get(target, key) {
        const value: unknown = Reflect.get(target, key);
        if (key !== 'query') return value;
        return (...args: unknown[]) => {
          note(args);
          return Reflect.apply(value as Query, target, args);
        };
      },
    }),

  'a class of its own': (pool, note) => {
    const Promised = pool.constructor as new (pool: CallbackPool, promise: PromiseConstructor) => Pool;
    class WatchedPool extends Promised {
      // Only an object of this class has it.
      readonly #note = note;
      override getConnection() {
        this.#note('getConnection');
        return super.getConnection();
      }
    }
    return new WatchedPool(pool.pool, Promise);
  },
};

async function connectionPrototype(pool: Pool) {
  const connection = await pool.getConnection();
  connection.release();
  return prototypeWith('query', connection.connection);
}

/** Returns the class in the prototype chain that has a method. */
function prototypeWith(method: string, object: object): { query: Query } {
  const prototype = Object.getPrototypeOf(object);
  return Object.hasOwn(prototype, method) ? prototype : prototypeWith(method, prototype);
}

function summaryOf(message: object) {
  const { query, values, error } = message as Record<string, unknown>;
  return { query, values, error: error instanceof Error ? error.message : error };
}
