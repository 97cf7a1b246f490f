import { partsOf } from '../adapter/parts.ts';
import { MySqlAdapterError } from '../errors.ts';

/**
 * Returns the error to throw where no session was created: one that says what to do if nobody has the id.
 *
 * Auth.js invents an id, a UUID, for a user whom `authorize()` returned without one. Most columns of ids have no room
 * for it, and that it is too long would lead nobody to the mistake.
 */
export async function explainUnknownUser(error: unknown, adapter: object): Promise<unknown> {
  if (!(error instanceof MySqlAdapterError)) return error;
  const { code, table, column } = error;
  if (code !== 'USER_NOT_FOUND' && !(column && (await isOwner(column, adapter)))) return error;
  return new MySqlAdapterError('USER_NOT_FOUND', MESSAGE, { table, column, cause: error });
}

const MESSAGE =
  'Expected authorize() to return a user with the id of their row, and callbacks.jwt to keep it as `sub`: ' +
  'no user has the id that came. Auth.js invents one where authorize() returns none.';

/** Says whether a column is the one that holds the user's id of a session; only adapters of this package know. */
async function isOwner(column: string, adapter: object): Promise<boolean> {
  const parts = await partsOf(adapter).catch(() => undefined);
  return column === parts?.context.tables.sessions?.userId.name;
}
