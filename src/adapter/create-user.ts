import type { AdapterUser } from '@auth/core/adapters';
import type { Database } from '../database/database.ts';
import { isDuplicate } from '../database/errors/database-error.ts';
import { type Address, type Addresses, requireEmail } from './addresses.ts';
import { requireRow } from './arguments.ts';
import type { AdapterContext } from './context.ts';
import type { FindUsers } from './find-users.ts';
import type { SignUps } from './sign-ups.ts';
import { prepareInsert } from './statements/insert.ts';
import { makeLenient } from './statements/lenient-write.ts';

/** How many ids are tried: a clash of two is rarer than one in a billion users, and three more tries rule it out. */
const ID_ATTEMPTS = 4;

/** A user to insert, who may have no address. */
type NewUser = Omit<AdapterUser, 'email'> & { readonly email: Address };

/** Makes the method that creates a user. */
export function makeCreateUser(
  { connect, now, generateUserId, warn, tables: { users }, visible }: AdapterContext,
  signUps: SignUps,
  findUsers: FindUsers,
  addresses: Addresses,
) {
  // Entra ID sends whole photos as data URLs.
  const optional = { name: users.name, image: users.image };
  const insert = makeLenient(
    prepareInsert<AdapterUser>(users, { now, visible: visible.users }),
    optional,
    warn,
  );

  async function insertUser(db: Database, user: NewUser, id: string): Promise<AdapterUser> {
    const { row, isWhole } = await insert(db, { ...user, id });
    return isWhole ? row : findUsers.existing(db, id, 'unconfirmed write');
  }

  async function insertWithFreeId(db: Database, user: NewUser): Promise<AdapterUser> {
    const { email } = user;
    for (let attempt = 1; ; attempt++) {
      // The caller's id is not used: Auth.js makes one of 36 characters, the column holds 12.
      const id = generateUserId();
      try {
        return await signUps.creating({ id, email }, () => insertUser(db, user, id));
      } catch (error) {
        if (!isDuplicate(error)) throw error;
        await addresses.explainDuplicate(db, email);
        const isClashOfIds = (await findUsers.withId(db, id)).length > 0;
        if (!isClashOfIds || attempt === ID_ATTEMPTS) throw error;
      }
    }
  }

  return async function createUser(given: AdapterUser): Promise<AdapterUser> {
    const user = requireRow(given, 'user');
    const email = requireEmail(user.email);
    const db = await connect();
    return addresses.write(db, email, undefined, () =>
      insertWithFreeId(db, { ...user, email, emailVerified: user.emailVerified ?? null }),
    );
  };
}
