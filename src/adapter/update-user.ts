import type { AdapterUser } from '@auth/core/adapters';
import { isDuplicate } from '../database/errors/database-error.ts';
import { type Addresses, requireEmail } from './addresses.ts';
import { requireRow, requireText } from './arguments.ts';
import { canHoldName } from './columns/texts.ts';
import type { AdapterContext } from './context.ts';
import type { FindUsers } from './find-users.ts';
import { exactly } from './identity.ts';
import type { MySqlAdapterMethods } from './methods.ts';
import { userNotFound } from './row-errors.ts';
import type { SignUps } from './sign-ups.ts';
import { prepareUpdate } from './statements/update.ts';
import { visibleColumns } from './tables/columns.ts';
import { orNameWiderTables } from './wider-tables.ts';

/** Makes the method that changes a user. */
export function makeUpdateUser(
  context: AdapterContext,
  signUps: SignUps,
  findUsers: FindUsers,
  addresses: Addresses,
): MySqlAdapterMethods['updateUser'] {
  const { connect, now } = context;
  const { users } = context.tables;
  const { id: _, ...changeable } = visibleColumns(users);
  const update = prepareUpdate(users, { changeable, now, where: exactly(users.id, 'where.id') });

  return async function updateUser(given): Promise<AdapterUser> {
    const user = requireRow(given, 'user');
    const id = requireText(user.id, 'id');
    const email = requireEmail(user.email);
    if (!canHoldName(users.id, id)) throw userNotFound(users);
    const db = await connect();
    const send = () => update(db, { ...user, email }, { 'where.id': id });
    const sent = await addresses.write(db, email, id, send).catch(async (error: unknown) => {
      if (isDuplicate(error)) await addresses.explainDuplicate(db, email, id);
      return orNameWiderTables(context)(error);
    });
    const changed = await findUsers.existing(db, id, sent === undefined ? 'read' : 'unconfirmed write');
    signUps.seen(id);
    return changed;
  };
}
