import { Client } from '@planetscale/database';
import { createPool } from 'mysql2/promise';
import type { MySqlAdapterMethods } from '../../src/index.ts';
import { MySqlAdapter } from '../../src/mysql2.ts';
import { MySqlAdapter as MySqlAdapterOnPlanetScale } from '../../src/planetscale.ts';
import { newUser, signIn } from '../support/rows/samples.ts';
import { instants } from '../support/rows/tricky-instants.ts';

/** What a process in another time zone needs to find a database, and what to read there. */
export interface Place {
  readonly url: string;
  /** The first statement of each connection. */
  readonly session?: string;
  /** The tokens of sessions that end at each of the instants. */
  readonly sessionTokens: readonly string[];
}

/** The report of such a process. */
export interface Report {
  /** The local hour of the Unix epoch, which shows that the time zone is another one. */
  readonly hourOfEpoch: number;
  readonly places: readonly {
    /** The ends of the sessions that it read, as ISO text. */
    readonly read: readonly (string | undefined)[];
    /** The tokens of sessions that it made, which end at each of the instants. */
    readonly written: readonly string[];
  }[];
}

const places: readonly Place[] = JSON.parse(process.argv[2] ?? '[]');
const reports = await Promise.all(places.map(liveIn));
const report: Report = { hourOfEpoch: new Date(0).getHours(), places: reports };
console.log(JSON.stringify(report));

async function liveIn({ sessionTokens, ...place }: Place) {
  const { adapterAt, close } = open(place);
  try {
    const { id } = await adapterAt(new Date(0)).createUser(newUser());
    const read: (string | undefined)[] = [];
    const written: string[] = [];
    for (const [index, instant] of instants.entries()) {
      const adapter = adapterAt(new Date(Number(instant) - 1));
      const found = await adapter.getSessionAndUser(sessionTokens[index] ?? '');
      read.push(found?.session.expires.toISOString());
      written.push((await signIn(adapter, id, instant)).sessionToken);
    }
    return { read, written };
  } finally {
    await close();
  }
}

function open({ url, session }: Omit<Place, 'sessionTokens'>): {
  adapterAt(moment: Date): MySqlAdapterMethods;
  close(): Promise<void>;
} {
  if (url.startsWith('http')) {
    const client = new Client({ url });
    const adapterAt = (moment: Date) => MySqlAdapterOnPlanetScale(client, { now: () => moment });
    return { adapterAt, close: async () => {} };
  }
  const pool = createPool(url);
  if (session) pool.pool.on('connection', (connection) => connection.query(session));
  return { adapterAt: (moment) => MySqlAdapter(pool, { now: () => moment }), close: () => pool.end() };
}
