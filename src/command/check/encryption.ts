import { sql } from 'drizzle-orm';
import type { Terminal } from '../work.ts';
import { type Finding, finding } from './finding.ts';
import type { Inspection } from './inspection.ts';
import { readRows, textOf } from './rows.ts';

/** Finds out whether this very connection is encrypted, unless it stays on this machine. */
export async function checkEncryption({ work, server }: Inspection): Promise<Finding[]> {
  // vtgate would answer for its own connection to a tablet.
  if (server.isVitess || isLocal(work.terminal)) return [];
  const [row] = await readRows<'Value'>(
    work.db,
    'information_schema',
    sql`show session status like 'Ssl_cipher'`,
  );
  if (textOf(row?.Value) !== '') return [];
  return [
    finding('connection-not-encrypted', {
      problem: 'This connection is not encrypted: whoever is on the way reads the tokens of sessions.',
      fix: 'Add ?ssl={"rejectUnauthorized":true} to DATABASE_URL, and the `ssl` option to the pool of your site; ALTER USER ... REQUIRE SSL makes the server insist.',
    }),
  ];
}

/** Says whether the address is on this machine. */
function isLocal({ env: { DATABASE_URL = '' } }: Terminal): boolean {
  if (!URL.canParse(DATABASE_URL)) return false;
  const { hostname, searchParams } = new URL(DATABASE_URL);
  return searchParams.has('socketPath') || /^(localhost|127(\.\d+){3}|\[::1\]|)$/i.test(hostname);
}
