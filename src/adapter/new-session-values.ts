import type { AdapterSession } from '@auth/core/adapters';
import { kindOf } from '../database/kind-of.ts';
import { MySqlAdapterError } from '../errors.ts';
import { requireRow } from './arguments.ts';
import type { AdapterContext } from './context.ts';
import type { Insert } from './statements/insert.ts';
import { makeLenient } from './statements/lenient-write.ts';
import { filterColumns, visibleColumns, writableColumns } from './tables/columns.ts';
import type { AdapterTables } from './tables/tables.ts';

/** What the option `newSessionValues` adds to createSession. */
interface SessionExtras {
  /** Returns a session with the values for your own columns; those that it has already stay. */
  addTo(session: AdapterSession): Promise<AdapterSession>;
  /** Makes an insert that leaves out those values if they do not fit. */
  lenient(insert: Insert<AdapterSession>): Insert<AdapterSession>;
}

/** Makes what the option `newSessionValues` adds to createSession: whatever goes wrong, the person is signed in. */
export function makeSessionExtras(
  { newSessionValues, warn }: AdapterContext,
  sessions: NonNullable<AdapterTables['sessions']>,
): SessionExtras | undefined {
  if (!newSessionValues) return undefined;
  const columns = filterColumns(
    writableColumns(visibleColumns(sessions)),
    (key) => !/^(id|sessionToken|userId|expires)$/.test(key),
  );
  let hasWarned = false;

  function warnOfOther(values: object): void {
    const other = Object.keys(values).find((key) => !Object.hasOwn(columns, key));
    if (other === undefined || hasWarned) return;
    // Once and not per name: they may be those of headers, of which visitors send any number.
    hasWarned = true;
    warn(`newSessionValues() returned ${JSON.stringify(other)}, which is no column that you added.`);
  }

  return {
    async addTo(session) {
      try {
        const values = requireRow(await newSessionValues({ userId: session.userId }), 'newSessionValues()');
        warnOfOther(values);
        const own = Object.entries(values).filter(([key]) => Object.hasOwn(columns, key));
        return { ...Object.fromEntries(own), ...session };
      } catch (error) {
        const reason = error instanceof MySqlAdapterError ? error.message : kindOf(error);
        warn(`newSessionValues() failed, and a session was created without its values: ${reason}`);
        return session;
      }
    },
    lenient: (insert) => makeLenient(insert, columns, warn),
  };
}
