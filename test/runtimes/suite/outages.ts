import type { MySqlAdapterMethods } from 'authjs-drizzle-mysql';
import type { Settings } from './index.ts';

/** What the adapter reports for one trouble on the way to the database: the code of its error, or `none`. */
export interface Outage {
  readonly name: string;
  /** For a read that meets it on every attempt. */
  readonly read: string;
  /** For a read that meets it twice and no more. */
  readonly briefly: string;
  readonly write: string;
}

/** Runs into every trouble that is set up: each affects the statements with an address of its name. */
export async function readOutages(
  adapterOn: (url: string) => MySqlAdapterMethods,
  { DATABASE_URL, UNREACHABLE_URL, TROUBLES }: Settings,
): Promise<Outage[]> {
  const outages: Outage[] = [];
  for (const name of TROUBLES.split(',').filter(Boolean)) {
    const adapter = adapterOn(name === 'unreachable' ? UNREACHABLE_URL : DATABASE_URL);
    const email = `${name}@example.com`;
    // Opens a connection that is then kept alive, on which a runtime may send a request again by itself.
    const connect = () => adapterOn(DATABASE_URL).getUser('nobody');
    await connect();
    const read = await codeOf(adapter.getUserByEmail(email));
    await connect();
    const briefly = await codeOf(adapter.getUserByEmail(`${name}.briefly@example.com`));
    await connect();
    const write = await codeOf(adapter.createUser({ id: '', email, emailVerified: null }));
    outages.push({ name, read, briefly, write });
  }
  return outages;
}

function codeOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'none',
    ({ code }: { code?: string }) => String(code),
  );
}
