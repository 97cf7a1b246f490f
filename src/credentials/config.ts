/** What a configuration of Auth.js may have that matters here, in all of its versions. */
export interface CredentialConfig {
  readonly adapter?: unknown;
  readonly session?:
    | {
        /** Only `database`, which may be left out. */
        readonly strategy?: string | undefined;
        /** Seconds that a session lasts without a visit. @default 2592000, 30 days */
        readonly maxAge?: number | undefined;
        readonly generateSessionToken?: (() => string | PromiseLike<string>) | undefined;
      }
    | undefined;
  readonly jwt?: object | undefined;
  readonly callbacks?: KnownCallbacks | undefined;
  readonly events?: KnownEvents | undefined;
}

/** The configuration that comes back where nothing says whose it is: as it was given, but for the strategy. */
export type ConfigWithSessions<Config extends CredentialConfig> = Omit<Config, 'session'> & {
  readonly session: Omit<NonNullable<Config['session']>, 'strategy'>;
};

/**
 * Whether the place of a call says nothing about what it takes.
 *
 * So it is with what came of an earlier call, within a generic function, where the session is always there.
 */
export type IsAnywhere<Place> = unknown extends Place
  ? true
  : [Place] extends [{ readonly session: object }]
    ? true
    : false;

/**
 * The configuration that the place of a call takes.
 *
 * `NextAuth` also takes a function, which is for what surrounds the call, and `Auth` has an overload for `raw`, which
 * is for frameworks.
 */
export type ConfigOf<Place> = Place extends Lazy
  ? never
  : Place extends { readonly raw: symbol }
    ? Omit<Place, 'raw'>
    : Place;

type Lazy = ((...given: never) => unknown) | PromiseLike<unknown>;

/** What each version passes to a callback at least, for configurations that are not annotated. */
interface KnownCallbacks {
  signIn?(given: SignIn): unknown;
  redirect?(given: { url: string; baseUrl: string }): unknown;
  session?(given: { session: KnownSession; user: KnownUser }): unknown;
}

/** What each version passes to an event at least. */
interface KnownEvents {
  signIn?(given: SignIn): unknown;
  createUser?(given: { user: Person }): unknown;
}

interface SignIn {
  user: Person;
  account?: { provider: string; providerAccountId: string; type: string } | null | undefined;
}

interface KnownSession {
  user?: Details;
  expires: string;
}

interface KnownUser extends Details {
  id: string;
  email: string;
  emailVerified: Date | null;
}

interface Person extends Details {
  id?: string;
}

// Without undefined: callbacks return a copy to Auth.js, whose types have none under `exactOptionalPropertyTypes`.
interface Details {
  name?: string | null;
  email?: string | null;
  image?: string | null;
}
