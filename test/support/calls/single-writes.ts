import { eq, sql } from 'drizzle-orm';
import { accounts, sessions, users } from '../../../src/schema/index.ts';
import type { Adapter, OpenBackend } from '../../backends/backend.ts';
import { inAnHour, newAccount, newUser, signIn, unique } from '../rows/samples.ts';

/** A call that writes with one statement, which can be told from all others. */
interface SingleWrite {
  readonly call: () => Promise<unknown>;
  readonly statement: RegExp;
  /** Counts how often it was done, by the rows. */
  readonly timesDone: () => Promise<number>;
}

type Preparation = (adapter: Adapter, db: OpenBackend['db']) => Promise<SingleWrite>;

/** Functions that prepare a write of each kind. */
export const singleWrites: Readonly<Record<string, Preparation>> = {
  async createUser(adapter, db) {
    const user = newUser();
    return {
      call: () => adapter.createUser(user),
      statement: new RegExp(`^insert .*${user.email}`),
      timesDone: () => db.$count(users, eq(users.email, user.email)),
    };
  },
  async linkAccount(adapter, db) {
    const { id } = await adapter.createUser(newUser());
    const account = newAccount(id);
    return {
      call: () => adapter.linkAccount(account),
      statement: new RegExp(`^insert .*${account.providerAccountId}`),
      timesDone: () => db.$count(accounts, eq(accounts.userId, id)),
    };
  },
  async createSession(adapter, db) {
    const { id: userId } = await adapter.createUser(newUser());
    const session = { sessionToken: unique(), userId, expires: inAnHour() };
    return {
      call: () => adapter.createSession(session),
      statement: new RegExp(`^insert .*${session.sessionToken}`),
      timesDone: () => db.$count(sessions, eq(sessions.userId, userId)),
    };
  },
  async updateUser(adapter, db) {
    const { id } = await adapter.createUser(newUser());
    const name = unique('Grace');
    return {
      call: () => adapter.updateUser({ id, name }),
      statement: new RegExp(`^update .*${name}`),
      timesDone: () => db.$count(users, sql`id = ${id} and name = ${name}`),
    };
  },
  async deleteSession(adapter, db) {
    const { sessionToken } = await signIn(adapter);
    return {
      call: () => adapter.deleteSession(sessionToken),
      statement: new RegExp(`^delete .*${sessionToken}`),
      timesDone: async () => 1 - (await db.$count(sessions, eq(sessions.sessionToken, sessionToken))),
    };
  },
};
