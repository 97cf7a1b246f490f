import type { AdapterUser } from '@auth/core/adapters';
import { guardAddresses } from './addresses.ts';
import { requireText } from './arguments.ts';
import type { AdapterContext } from './context.ts';
import { makeCreateUser } from './create-user.ts';
import { prepareFindUsers } from './find-users.ts';
import type { SignUps } from './sign-ups.ts';
import { makeUpdateUser } from './update-user.ts';

/** Makes the methods that work only on the table of users. */
export function makeUserMethods(context: AdapterContext, signUps: SignUps) {
  const { connect } = context;
  const findUsers = prepareFindUsers(context);
  const addresses = guardAddresses(context, findUsers, signUps);

  return {
    createUser: makeCreateUser(context, signUps, findUsers, addresses),

    async getUser(id: string): Promise<AdapterUser | null> {
      requireText(id, 'id');
      const user = await findUsers.byId(await connect(), id);
      if (user) signUps.seen(id);
      return user;
    },

    async getUserByEmail(email: string): Promise<AdapterUser | null> {
      requireText(email, 'email');
      const db = await connect();
      for (;;) {
        const found = await findUsers.byEmail(db, email);
        if (!found) return null;
        if (!signUps.isUnfinished(found)) {
          signUps.seen(found.id);
          return found;
        }
        // If not removed here, the sign-up was finished meanwhile or another request removed the user: look again.
        if (await signUps.remove(db, found.id)) return null;
      }
    },

    updateUser: makeUpdateUser(context, signUps, findUsers, addresses),
  };
}
