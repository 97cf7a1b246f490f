// A process of its own: gets ready, waits for a line, asks for an access token, and says what it got.
import { Client } from '@planetscale/database';
import { createPool } from 'mysql2/promise';
import { MySqlAdapter } from '../../src/mysql2.ts';
import { MySqlAdapter as MySqlAdapterOnPlanetScale } from '../../src/planetscale.ts';
import * as tables from '../../src/schema/production.ts';
import { makeProviderTokens } from '../../src/tokens/provider-tokens.ts';
import { TIMING, type Timing } from '../../src/tokens/timing.ts';
import { type AccessTokenRequest, oauthRefresh } from '../../src/tokens.ts';

/** What such a process is told. */
export interface Task {
  /** The database's address, or that of the stand-in for PlanetScale. */
  readonly url: string;
  readonly tokenEndpoint: string;
  readonly request: AccessTokenRequest;
  readonly timing?: Partial<Timing>;
  /** Milliseconds by which the clock of the process is off. */
  readonly skewMs?: number;
  /** The first statement of each connection. */
  readonly session?: string;
}

const { url, tokenEndpoint, request, timing, skewMs = 0, session }: Task = JSON.parse(process.argv[2] ?? '');

const { now } = Date;
const trueDate = Date;
Date.now = () => now() + skewMs;
globalThis.Date = new Proxy(trueDate, {
  construct: (target, given) => Reflect.construct(target, given.length > 0 ? given : [target.now()]),
});

const { adapter, close } = open();
const refresh = { local: oauthRefresh({ tokenEndpoint, clientId: 'app', clientSecret: 'secret' }) };
const { getAccessToken } = makeProviderTokens(adapter, { refresh }, { ...TIMING, ...timing });

// A connection beforehand, so that all processes ask at the same moment.
await adapter.getUser('nobody');
console.log('ready');
await new Promise((resolve) => process.stdin.once('data', resolve));
const said = await getAccessToken(request).then(
  (found) => found?.accessToken ?? 'none',
  (error: unknown) => `error: ${error}`,
);
console.log(said);
await close();
process.exit();

function open() {
  if (url.startsWith('http')) {
    const adapter = MySqlAdapterOnPlanetScale(new Client({ url }), { tables });
    return { adapter, close: async () => {} };
  }
  const pool = createPool({ uri: url, connectionLimit: 1 });
  if (session) pool.pool.on('connection', (connection) => connection.query(session));
  return { adapter: MySqlAdapter(pool, { tables }), close: () => pool.end() };
}
