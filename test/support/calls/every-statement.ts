import type { MySql2Database } from 'drizzle-orm/mysql2';
import { MySqlAdapter, MySqlAdapterError, type MySqlAdapterOptions } from '../../../src/index.ts';
import { accounts } from '../../../src/schema/index.ts';
import type { Adapter, OpenBackend } from '../../backends/backend.ts';
import { newPasskey } from '../rows/passkey-samples.ts';
import { anHourAgo, inAnHour, newAccount, newUser, signIn, unique } from '../rows/samples.ts';

/**
 * The beginnings of names. Outside of ASCII, since a server turns such text into the column's character set first, in
 * every one that is tested; and with a quotation mark, since such text travels in a form of its own.
 */
export const BEGINNINGS = ['é-', "é'"] as const;

type Beginning = (typeof BEGINNINGS)[number];

type Tables = NonNullable<MySqlAdapterOptions['tables']>;

/** Stores what the calls are about. */
async function prepare({ adapter, db }: OpenBackend, tables: Tables, beginning: Beginning) {
  const named = (name: string) => unique(`${beginning}${name}`);
  const tested = adapter({ tables, generateUserId: () => unique(beginning.slice(1)).slice(0, 12) });
  const user = await tested.createUser(newUser({ email: `${named('ada').toLowerCase()}@example.com` }));
  const account = await tested.linkAccount(newAccount(user.id, { providerAccountId: named('account') }));
  const dead = newAccount('000000000000', { providerAccountId: named('dead') });
  await db.insert(accounts).values(dead);
  const { sessionToken } = await signIn(tested, user.id);
  const expired = await signIn(tested, user.id, anHourAgo());
  const token = { identifier: user.email, token: named('token'), expires: inAnHour() };
  await tested.createVerificationToken(token);
  const passkey = newPasskey(user.id);
  await tested.createAuthenticator?.(passkey);
  return { named, user, account, dead, sessionToken, expired, token, passkey };
}

type Prepared = Awaited<ReturnType<typeof prepare>>;

async function callAll(adapter: Adapter, rows: Prepared, withId: (id: string) => Adapter): Promise<void> {
  const { named, user, account, dead, sessionToken, expired, token, passkey } = rows;
  const other = await adapter.createUser(newUser());
  await adapter.getUser(user.id);
  await adapter.getUserByEmail(user.email);
  await adapter.updateUser({ id: user.id, name: 'Ada King' });
  await refused(adapter.createUser(newUser({ email: user.email })));
  await refused(withId(user.id).createUser(newUser()));

  await adapter.linkAccount(newAccount(user.id));
  await adapter.linkAccount({ ...dead, userId: user.id });
  await adapter.getAccount(account.providerAccountId, account.provider);
  await adapter.getUserByAccount(account);
  // A sign-up that cannot go on, and is undone.
  await refused(adapter.linkAccount({ ...account, userId: other.id }));
  await adapter.unlinkAccount(account);

  await adapter.createSession({ sessionToken: named('session'), userId: user.id, expires: inAnHour() });
  await adapter.getSessionAndUser(sessionToken);
  await adapter.getSessionAndUser(expired.sessionToken);
  await adapter.updateSession({ sessionToken, expires: inAnHour() });
  await adapter.updateSession({ sessionToken, userId: user.id, expires: inAnHour() });
  await adapter.deleteSession(sessionToken);

  await adapter.createVerificationToken({ ...token, token: named('token') });
  await adapter.useVerificationToken(token);

  await adapter.createAuthenticator?.(newPasskey(user.id));
  await adapter.getAuthenticator?.(passkey.credentialID);
  await adapter.listAuthenticatorsByUserId?.(user.id);
  await adapter.updateAuthenticatorCounter?.(passkey.credentialID, 1);
  await adapter.deleteUser(user.id);
  // Deletes the rows that may be left of somebody who is gone.
  await adapter.deleteUser(user.id);
}

async function refused(call: Promise<unknown>): Promise<void> {
  const error = await call.catch((thrown: unknown) => thrown);
  if (!(error instanceof MySqlAdapterError))
    throw new Error('Expected an error of the adapter.', { cause: error });
}

/** Runs every statement on tables, and rolls it all back, so that the rows are there when the plans are asked for. */
export async function everyStatement(
  backend: OpenBackend,
  tables: Tables,
  beginning: Beginning = 'é-',
): Promise<string[]> {
  const rows = await prepare(backend, tables, beginning);
  const db = backend.source() as MySql2Database;
  const undone = new Error('undone');
  const statements = await backend.statementsOf(() =>
    db
      .transaction(async (transaction) => {
        const withId = (id: string) => MySqlAdapter(transaction, { tables, generateUserId: () => id });
        await callAll(MySqlAdapter(transaction, { tables }), rows, withId);
        throw undone;
      })
      .catch((error: unknown) => {
        if (error !== undone) throw error;
      }),
  );
  return statements.filter((statement) => /^(select|insert|update|delete)/i.test(statement));
}
