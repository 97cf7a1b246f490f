import { once } from '../database/once.ts';
import { read } from '../database/run.ts';
import { requireText } from './arguments.ts';
import { canHoldName } from './columns/texts.ts';
import type { AdapterContext } from './context.ts';
import { preparePendingTokenDelete } from './delete-user/pending-tokens.ts';
import { prepareDeleteInTurn, prepareWholeUserDelete } from './delete-user/whole-user.ts';
import { prepareAddressSelect } from './find-users.ts';

/**
 * Makes the method that deletes a user and everything that belongs to them.
 *
 * It uses no transaction: Drizzle never returns a connection to its pool if BEGIN was refused on it, a transaction over
 * HTTP costs three more requests, and a sharded database refuses it. Deleting twice does no harm, so every statement
 * may be sent again.
 */
export function makeDeleteUser({ connect, tables }: AdapterContext) {
  const { users, verificationTokens } = tables;
  const selectAddress = prepareAddressSelect(users);
  const deletePendingTokens = once(() => verificationTokens && preparePendingTokenDelete(verificationTokens));
  const deleteWholeUser = prepareWholeUserDelete(tables);
  const deleteInTurn = prepareDeleteInTurn(tables);

  return async function deleteUser(userId: string): Promise<undefined> {
    const id = requireText(userId, 'id');
    if (!canHoldName(users.id, id)) return;
    const db = await connect();
    const user = (await read(db, selectAddress, { id })).find((row) => row.id === id);
    if (user?.email) await deletePendingTokens()?.(db, user.email);
    if (user) await deleteWholeUser(db, { id });
    // An interrupted deletion on a sharded database, or one by hand, may have left rows behind. The user is deleted
    // once more, since a proxy may have read from a replica that lags behind.
    else await deleteInTurn(db, { id });
  };
}
