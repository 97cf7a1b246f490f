import { Client } from '@planetscale/database';
import { createPool, type RowDataPacket } from 'mysql2/promise';
import { inject, onTestFinished } from 'vitest';
import { type MySqlProxy, startMySqlProxy } from '../../dev/mysql-proxy.ts';
import { startPlanetScale } from '../../dev/planetscale.ts';
import { MySqlAdapter } from '../../src/mysql2.ts';
import { MySqlAdapter as MySqlAdapterOnPlanetScale } from '../../src/planetscale.ts';
import * as basic from '../../src/schema/index.ts';
import * as production from '../../src/schema/production.ts';
import { createTables } from '../backends/backend.ts';
import { newDatabase } from '../support/databases/new-database.ts';
import { productionSql } from '../support/databases/production-sql.ts';
import { inAnHour, newUser, unique } from '../support/rows/samples.ts';

const servers = inject('servers');

/** The ways to a database. */
export const ways = (['mysql2 on mysql', 'mysql2 on mariadb', 'HTTP on mysql'] as const).filter(
  (way) => servers[way.endsWith('mariadb') ? 'mariadb' : 'mysql'],
);

/** The sets of tables: only the production ones have an index on `expires`. */
export const tablesOf = { basic, production };

/** Every way with every set of tables. */
export const sites = ways.flatMap((way) =>
  (['basic', 'production'] as const).map((schema) => [way, schema] as const),
);

/** What is in a new site. */
interface Filling {
  /** How many sessions have expired. */
  readonly sessions: number;
  /** How many verification tokens have. */
  readonly verificationTokens?: number;
}

/** One live session follows so many expired ones. */
const EXPIRED_BETWEEN = 4;

/** Makes a database with expired rows, and live ones among them; it is gone when the test has ended. */
export async function openSite(
  way: (typeof ways)[number],
  schema: keyof typeof tablesOf,
  { sessions, verificationTokens = 0 }: Filling,
) {
  const databaseUrl = await newDatabase(way.endsWith('mariadb') ? 'mariadb' : 'mysql');
  await createTables(databaseUrl, schema === 'production' ? { additions: await productionSql() } : {});
  const direct = createPool(databaseUrl);
  const planetscale = way.startsWith('HTTP') ? await startPlanetScale(databaseUrl) : undefined;
  const proxy: MySqlProxy | undefined = planetscale ? undefined : await startMySqlProxy(databaseUrl);
  const pool = createPool(proxy?.url ?? databaseUrl);
  onTestFinished(async () => {
    await Promise.all([pool.end(), direct.end()]);
    await Promise.all([planetscale?.close(), proxy?.close()]);
  });
  const tables = tablesOf[schema];
  const count = async (what: string) => {
    const [rows] = await direct.query<RowDataPacket[]>(`select count(*) as n from ${what}`);
    return Number(rows[0]?.n);
  };

  const user = await MySqlAdapter(direct, { tables }).createUser(newUser());
  const live: string[] = [];
  const rows = Array.from({ length: sessions }, (_, index) => {
    const expired = sessionRow(user.id, new Date(Date.now() - 1000 - (index % 100) * 60_000));
    if (index % EXPIRED_BETWEEN > 0) return [expired];
    const stays = sessionRow(user.id, inAnHour());
    live.push(stays[1]);
    return [expired, stays];
  });
  await insert('sessions (user_id, session_token, expires, created_at, updated_at)', rows.flat());
  await insert(
    'verification_tokens (identifier, token, expires, created_at, updated_at)',
    Array.from({ length: verificationTokens * 2 }, (_, index) =>
      tokenRow(index % 2 === 0 ? new Date(Date.now() - TWO_DAYS_MS) : inAnHour()),
    ),
  );

  async function insert(into: string, values: readonly (readonly string[])[]) {
    for (let from = 0; from < values.length; from += 1000)
      await direct.query(`insert into ${into} values ?`, [values.slice(from, from + 1000)]);
  }

  return {
    url: planetscale?.url ?? databaseUrl,
    databaseUrl,
    tables,
    direct,
    userId: user.id,
    /** The tokens of the live sessions. */
    live: live as readonly string[],
    adapter: planetscale
      ? MySqlAdapterOnPlanetScale(new Client({ url: planetscale.url }), { tables })
      : MySqlAdapter(pool, { tables }),
    /** Ends the connection at each of so many statements to come: after the server has executed it, or before it gets it. */
    drop(statement: RegExp, { executed, times }: { readonly executed: boolean; readonly times: number }) {
      const fault = { kind: 'drop', statement, executed, times } as const;
      if (planetscale) planetscale.inject(fault);
      else proxy?.inject(fault);
    },
    /** Counts what has expired and is still there. */
    expired: async () => ({
      sessions: await count('sessions where expires < utc_timestamp()'),
      verificationTokens: await count('verification_tokens where expires < utc_timestamp()'),
    }),
    /** Returns the tokens of these sessions that have no live row. */
    async lost(tokens: readonly string[]) {
      const [rows] = await direct.query<RowDataPacket[]>(
        'select session_token from sessions where expires > utc_timestamp()',
      );
      const there = new Set(rows.map(({ session_token }) => session_token));
      return tokens.filter((token) => !there.has(token));
    },
    liveVerificationTokens: () => count('verification_tokens where expires > utc_timestamp()'),
  };
}

export type Site = Awaited<ReturnType<typeof openSite>>;

/** Longer than the rows of codes stay. */
const TWO_DAYS_MS = 2 * 86_400_000;

const BOOKKEEPING = ['2026-01-31', '2026-01-31'] as const;

const sessionRow = (userId: string, expires: Date) =>
  [userId, unique('session'), inUtc(expires), ...BOOKKEEPING] as const;

const tokenRow = (expires: Date) => [unique('identifier'), unique('token'), inUtc(expires), ...BOOKKEEPING];

const inUtc = (date: Date) => date.toISOString().replace('T', ' ').replace('Z', '');
