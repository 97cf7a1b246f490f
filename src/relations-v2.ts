/**
 * The relations between the tables, for `db.query` in Drizzle 1.0.
 *
 * @module authjs-drizzle-mysql/relations-v2
 */

/**
 * The part used here of what Drizzle 1.0 passes to the function that declares relations: the tables with their columns,
 * and `one` and `many` with a function for each table.
 *
 * Described by shape, so that this module names nothing of Drizzle 1.0 and also builds and loads with 0.45.
 */
export interface RelationsHelpers {
  readonly users: { readonly id: unknown };
  readonly accounts: { readonly userId: unknown };
  readonly sessions: { readonly userId: unknown };
  readonly one: { readonly users: DeclareRelation };
  readonly many: { readonly accounts: DeclareRelation; readonly sessions: DeclareRelation };
}

/** The same for tables with passkeys. */
interface HelpersWithAuthenticators extends RelationsHelpers {
  readonly authenticators: { readonly userId: unknown };
  readonly many: RelationsHelpers['many'] & { readonly authenticators: DeclareRelation };
}

type DeclareRelation = (config: never) => unknown;

/** Drizzle's type of a relation to the user of a row; `optional` says whether there may be none. */
type ToUser<H extends RelationsHelpers, Optional extends boolean> = ReturnType<H['one']['users']> & {
  readonly optional: Optional;
};

/** The relations of the tables of Auth.js, in the form of Drizzle 1.0. */
export type AuthRelations<H extends RelationsHelpers> = {
  // As in the columns: an account may have no user.
  accounts: { user: ToUser<H, true> };
  sessions: { user: ToUser<H, false> };
} & (H extends HelpersWithAuthenticators
  ? {
      users: RelationsOfUsers<H> & { authenticators: ReturnType<H['many']['authenticators']> };
      authenticators: { user: ToUser<H, false> };
    }
  : { users: RelationsOfUsers<H> });

// Not an interface, which has no index signature: Drizzle asks for one.
type RelationsOfUsers<H extends RelationsHelpers> = {
  accounts: ReturnType<H['many']['accounts']>;
  sessions: ReturnType<H['many']['sessions']>;
};

/**
 * Declares the relations between users, their accounts and sessions, and their passkeys if there is a table for them,
 * for `db.query` of Drizzle 1.0.
 *
 * The tables may be those of `/schema`, of `/schema/production` or of `createTables()`. To add relations of your own,
 * spread these.
 *
 * @see https://orm.drizzle.team/docs/relations-v2
 * @example
 * const relations = defineRelations(schema, authRelations);
 * const db = drizzle({ client: pool, relations });
 * const user = await db.query.users.findFirst({ where: { id }, with: { accounts: true, sessions: true } });
 *
 * @example
 * const relations = defineRelations({ ...schema, posts }, (r) => {
 *   const auth = authRelations(r);
 *   return { ...auth, users: { ...auth.users, posts: r.many.posts({ from: r.users.id, to: r.posts.authorId }) } };
 * });
 */
export function authRelations<H extends RelationsHelpers>(helpers: H): AuthRelations<H> {
  const { users, one, many, ...tables } = helpers as unknown as LooseHelpers;
  const toMany = (key: Key) => many[key]?.({ from: users.id, to: tables[key]?.userId });
  const toUser = (key: Key, optional: boolean) => ({
    user: one.users({ from: tables[key]?.userId, to: users.id, optional }),
  });
  const hasPasskeys = tables.authenticators !== undefined;
  const relations = {
    users: {
      accounts: toMany('accounts'),
      sessions: toMany('sessions'),
      ...(hasPasskeys && { authenticators: toMany('authenticators') }),
    },
    accounts: toUser('accounts', true),
    sessions: toUser('sessions', false),
    ...(hasPasskeys && { authenticators: toUser('authenticators', false) }),
  };
  // The type depends on the tables, which only the caller's code knows.
  return relations as unknown as AuthRelations<H>;
}

type Key = 'accounts' | 'sessions' | 'authenticators';

interface LooseHelpers extends Partial<Record<Key, { readonly userId: unknown }>> {
  readonly users: { readonly id: unknown };
  readonly one: { readonly users: (config: object) => unknown };
  readonly many: Partial<Record<Key, (config: object) => unknown>>;
}
