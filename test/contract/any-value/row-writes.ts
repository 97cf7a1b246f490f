import { eq } from 'drizzle-orm';
import fc from 'fast-check';
import type { MySqlAdapterErrorCode } from '../../../src/index.ts';
import { sessions, users, verificationTokens } from '../../../src/schema/index.ts';
import type { Adapter, OpenBackend } from '../../backends/backend.ts';
import { anyMoment, anyText, lookalikesOf } from './arbitraries.ts';
import {
  accountId,
  address,
  decorating,
  type Fates,
  int32,
  moment,
  name,
  required,
  text,
} from './expected-values.ts';
import type { Tables } from './stored-people.ts';

type Row = Readonly<Record<string, unknown>>;

/** A method that writes one row. */
export interface Write {
  readonly table: keyof Tables;
  call(adapter: Adapter, row: never): Promise<unknown>;
  /** What each column must hold of what it is given. */
  readonly fates: Fates;
  /** Values as callers give them. */
  readonly usual: Readonly<Record<string, fc.Arbitrary<unknown>>>;
  /** Returns why a row is refused that every column could hold. */
  obstacle(backend: OpenBackend, tables: Tables, row: Row): Promise<MySqlAdapterErrorCode | undefined>;
}

/** Makes text that can name something. */
const anyName = () => anyText().map((made) => `n${made.replaceAll('\0', '')}`);
/** Makes the same, and now and then a name that is taken or that looks like it. */
export const anyNewName = (taken: string) =>
  fc.oneof(
    { arbitrary: anyName(), weight: 5 },
    { arbitrary: fc.constantFrom(taken, ...lookalikesOf(taken)), weight: 1 },
  );
const userId = fc.constantFrom('ada', 'Alan', '0', '1e0', 'f\ufffd');
const isUser = ({ users }: Tables, row: Row) => users.some(({ id }) => id === row.userId);
const lowerCase = (value: unknown) => String(value).replace(/[A-Z]/g, (letter) => letter.toLowerCase());

export const writes: Readonly<Record<string, Write>> = {
  createUser: {
    table: 'users',
    call: (adapter, row) => adapter.createUser(row),
    fates: {
      name: decorating(text(255)),
      email: address,
      image: decorating(text(255)),
      emailVerified: moment,
    },
    usual: {
      name: anyText(),
      email: anyNewName('ada@example.com'),
      image: anyText(),
      emailVerified: anyMoment(),
    },
    async obstacle({ db }, _, { email }) {
      const alike = await db
        .select()
        .from(users)
        .where(eq(users.email, email as string));
      if (alike.some((user) => lowerCase(user.email) === lowerCase(email))) return 'EMAIL_TAKEN';
      return alike.length > 0 ? 'EMAIL_LOOKALIKE' : undefined;
    },
  },
  createSession: {
    table: 'sessions',
    call: (adapter, row) => adapter.createSession(row),
    fates: { userId: name(12), sessionToken: name(255), expires: required(moment) },
    usual: { userId, sessionToken: anyNewName('a session of ada'), expires: anyMoment() },
    async obstacle({ db }, tables, row) {
      if (!isUser(tables, row)) return 'USER_NOT_FOUND';
      const token = row.sessionToken as string;
      return (await db.$count(sessions, eq(sessions.sessionToken, token))) > 0 ? 'DUPLICATE' : undefined;
    },
  },
  createVerificationToken: {
    table: 'tokens',
    call: (adapter, row) => adapter.createVerificationToken(row),
    fates: { identifier: name(255), token: name(255), expires: required(moment) },
    usual: { identifier: anyName(), token: anyNewName('a token of ada'), expires: anyMoment() },
    async obstacle({ db }, _, { token }) {
      const alike = await db.$count(verificationTokens, eq(verificationTokens.token, token as string));
      return alike > 0 ? 'DUPLICATE' : undefined;
    },
  },
  linkAccount: {
    table: 'accounts',
    call: (adapter, row) => adapter.linkAccount(row),
    fates: {
      ...{ userId: name(12), provider: name(255), providerAccountId: accountId, type: required(text(255)) },
      ...{ access_token: text(255), refresh_token: text(255), id_token: text(65_535, 'bytes') },
      ...{ scope: decorating(text(255)), token_type: decorating(text(255)) },
      ...{ session_state: decorating(text(255)), expires_at: decorating(int32) },
      ...{ oauth_token: text(255), oauth_token_secret: text(255) },
    },
    usual: {
      ...{ userId, provider: anyName(), providerAccountId: fc.oneof(anyName(), fc.bigInt()) },
      ...{ type: anyText(), access_token: anyText(), id_token: anyText(), scope: anyText() },
      expires_at: fc.oneof(fc.integer(), fc.float(), fc.float().map(String)),
    },
    obstacle: async (_, tables, row) => (isUser(tables, row) ? undefined : 'USER_NOT_FOUND'),
  },
};
