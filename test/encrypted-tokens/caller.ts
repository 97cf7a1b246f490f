// A process of its own, one of a site's: signs people in and refreshes their tokens until it is told to stop, or encrypts
// all tokens anew, and says what went wrong.
import { Client } from '@planetscale/database';
import { createPool } from 'mysql2/promise';
import { keyring } from '../../src/index.ts';
import { type AdapterSource, reencryptTokens } from '../../src/maintenance.ts';
import { MySqlAdapter } from '../../src/mysql2.ts';
import { MySqlAdapter as MySqlAdapterOnPlanetScale } from '../../src/planetscale.ts';
import * as tables from '../../src/schema/production.ts';
import { makeProviderTokens } from '../../src/tokens/provider-tokens.ts';
import { TIMING } from '../../src/tokens/timing.ts';
import { oauthRefresh } from '../../src/tokens.ts';

/** What such a process is told. */
export interface Task {
  /** The database's address, or that of the stand-in for PlanetScale. */
  readonly url: string;
  readonly tokenEndpoint: string;
  /** The keys that it has; undefined encrypts and decrypts nothing. */
  readonly ring:
    | { readonly current: string | null; readonly keys: Readonly<Record<string, string>> }
    | undefined;
  readonly job: 'traffic' | 'reencrypt';
  /** The people whose tokens it refreshes. */
  readonly people: readonly Person[];
}

interface Person {
  readonly userId: string;
  readonly provider: string;
  readonly providerAccountId: string;
}

/** What it says in the end. */
export interface Said {
  readonly errors: readonly string[];
  /** The accounts that it has linked, with their tokens. */
  readonly linked: readonly (Person & { readonly access_token: string; readonly refresh_token: string })[];
  /** What encrypting has come to. */
  readonly result?: unknown;
}

const { url, tokenEndpoint, ring, job, people }: Task = JSON.parse(process.argv[2] ?? '');
/** Times that are long enough for many processes on a slow machine. */
const PATIENT = {
  ...TIMING,
  leaseSeconds: 60,
  takeLimitMs: 20_000,
  requestLimitMs: 30_000,
  longestWaitMs: 200_000,
};
/** How much it does at least. */
const ROUNDS = 12;

const options = { tables, encryptOAuthTokens: ring && keyring(ring), logger: { warn: console.error } };
const { adapter, execute, close } = open();
const refresh = { local: oauthRefresh({ tokenEndpoint, clientId: 'app', clientSecret: 'secret' }) };
const tokens = makeProviderTokens(adapter, { refresh }, PATIENT);
const errors: string[] = [];
const linked: Said['linked'][number][] = [];

let isStopped = false;
process.stdin.once('data', () => {
  isStopped = true;
});
const result = job === 'traffic' ? await traffic() : await reencrypt(adapter);
console.log(JSON.stringify({ errors, linked, ...(result && { result }) } satisfies Said));
await close();
process.exit();

async function traffic(): Promise<undefined> {
  for (let round = 0; round < ROUNDS || !isStopped; round++) {
    if (round === 1) console.log('ready');
    // Whoever has just signed in has a token that lives: the others let it end by hand.
    const half = people.length / 2;
    const index = Math.floor(Math.random() * half) + (round % 3 === 1 ? half : 0);
    const person = people[index] as Person;
    const work = [refreshIt, signIn, link][round % 3] as typeof refreshIt;
    await work(person).catch((error: unknown) => errors.push(`${work.name}: ${error}`));
  }
}

async function reencrypt(source: AdapterSource) {
  const stop = new AbortController();
  process.on('SIGINT', () => stop.abort());
  let isReady = false;
  const onProgress = () => {
    if (!isReady) console.log('ready');
    isReady = true;
  };
  return reencryptTokens(source, { batchSize: 5, signal: stop.signal, onProgress });
}

async function refreshIt({ userId, provider }: Person): Promise<void> {
  await execute('update accounts set expires_at = 1 where user_id = ?', [userId]);
  const found = await tokens.getAccessToken({ userId, provider });
  if (!found || /^v1\./.test(found.accessToken)) errors.push(`refresh: ${found?.accessToken}`);
}

async function signIn({ userId, ...account }: Person): Promise<void> {
  const before = await tokens.getAccessToken({ userId, provider: account.provider });
  if (!before || /^v1\./.test(before.accessToken)) errors.push(`signIn: ${before?.accessToken}`);
  const handedOut = { access_token: `in ${crypto.randomUUID()}`, expires_at: 2_000_000_000, id_token: 'id' };
  await tokens.updateOnSignIn({ user: { id: userId }, account: { type: 'oauth', ...account, ...handedOut } });
}

async function link(): Promise<void> {
  const email = `${crypto.randomUUID()}@example.com`;
  const { id } = await adapter.createUser({ id: '', name: null, email, image: null, emailVerified: null });
  const key = { userId: id, provider: 'local', providerAccountId: crypto.randomUUID() };
  const given = { ...key, access_token: `a ${email}`, refresh_token: `r ${email}` };
  await adapter.linkAccount({ ...given, type: 'oauth' });
  linked.push(given);
  const one = linked[Math.floor(Math.random() * linked.length)] as (typeof linked)[number];
  const found = await adapter.getAccount(one.providerAccountId, one.provider);
  if (found?.access_token !== one.access_token || found.refresh_token !== one.refresh_token)
    errors.push(`link: ${JSON.stringify(found)}`);
}

function open() {
  if (url.startsWith('http')) {
    const client = new Client({ url });
    const execute = async (text: string, values: unknown[]) => void (await client.execute(text, values));
    return { adapter: MySqlAdapterOnPlanetScale(client, options), execute, close: async () => {} };
  }
  const pool = createPool({ uri: url, connectionLimit: 2 });
  const execute = async (text: string, values: unknown[]) => void (await pool.query(text, values));
  return { adapter: MySqlAdapter(pool, options), execute, close: () => pool.end() };
}
