// Compiled, never run: what a page sees of an account in its editor, and which headers and adapters it may give.
import type { IncomingMessage } from 'node:http';
import type { Adapter, AdapterUser } from '@auth/core/adapters';
import type { MySqlAdapterMethods } from 'authjs-drizzle-mysql';
import {
  type CurrentUser,
  type CurrentUserOptions,
  currentUser,
  type ListedAccount,
  type ListedPasskey,
  type ListedSession,
  type UserAccount,
  userById,
} from 'authjs-drizzle-mysql/account';
import { createPool } from 'mysql2/promise';
import { expectTypeOf } from 'vitest';

declare const adapter: Adapter;
declare const methods: MySqlAdapterMethods;
declare const request: Request;
declare const incoming: IncomingMessage;
/** What `headers()` of Next.js resolves to: the type has no methods that change it. */
declare const ofNext: Omit<Headers, 'set' | 'append' | 'delete'>;

for (const headers of [request.headers, incoming.headers, ofNext, { cookie: 'a=b' }])
  expectTypeOf(currentUser(adapter, { headers })).resolves.toEqualTypeOf<CurrentUser | null>();
currentUser(methods, { headers: request.headers, secure: true, cookieName: 'sid', freshAgeSeconds: 60 });
currentUser({ ...methods, createUser: adapter.createUser }, { headers: request.headers, emailSignIn: true });
currentUser(async () => methods, { headers: request.headers, secure: undefined });
expectTypeOf(userById(() => adapter, 'ada')).resolves.toEqualTypeOf<UserAccount | null>();
expectTypeOf(userById(adapter, 'ada', { emailSignIn: true })).resolves.toEqualTypeOf<UserAccount | null>();
expectTypeOf({ headers: request.headers }).toExtend<CurrentUserOptions>();

declare const me: CurrentUser;
expectTypeOf(me).toExtend<UserAccount>();
expectTypeOf(me.user).toEqualTypeOf<AdapterUser>();
expectTypeOf(me.session.isFresh).toEqualTypeOf<boolean>();
expectTypeOf(me.listSessions()).resolves.toEqualTypeOf<ListedSession[]>();
expectTypeOf(me.listAccounts()).resolves.toEqualTypeOf<ListedAccount[]>();
expectTypeOf(me.listPasskeys()).resolves.toEqualTypeOf<ListedPasskey[]>();
expectTypeOf(me.revokeSession('1')).resolves.toEqualTypeOf<boolean>();
expectTypeOf(me.revokeOtherSessions()).resolves.toEqualTypeOf<number>();
expectTypeOf(me.deleteUser()).resolves.toEqualTypeOf<undefined>();
expectTypeOf<ListedSession['userAgent']>().toEqualTypeOf<string | null | undefined>();
expectTypeOf<ListedSession['createdAt']>().toEqualTypeOf<Date | null>();
expectTypeOf<ListedSession['city']>().toEqualTypeOf<unknown>();
// What is listed is what the functions take.
for (const account of await me.listAccounts()) me.unlinkAccount(account);
for (const { credentialID } of await me.listPasskeys()) me.deletePasskey(credentialID);
for (const { id } of await me.listSessions()) me.revokeSession(id);
me.changeEmail('ada@example.com', { isVerified: false });

// @ts-expect-error a request has headers
currentUser(adapter, {});
// @ts-expect-error await it first
currentUser(adapter, { headers: Promise.resolve(request.headers) });
// @ts-expect-error a pool is no adapter
currentUser(createPool(''), { headers: request.headers });
// @ts-expect-error an id is text
me.revokeSession(1);
// @ts-expect-error whether it is verified has to be said
me.changeEmail('ada@example.com');
// @ts-expect-error who is given by their id has no current session
(await userById(adapter, 'ada'))?.revokeOtherSessions();
// @ts-expect-error nor one of which the age counts
userById(adapter, 'ada', { freshAgeSeconds: 60 });
// @ts-expect-error both parts of the key
me.unlinkAccount({ provider: 'github' });
