/** What a configuration of Auth.js may have that matters here, in all of its versions. */
export interface CredentialConfig {
  readonly adapter?: unknown;
  readonly session?:
    | {
        /** Only `database`, which may be left out. */
        readonly strategy?: string | undefined;
        /** Seconds that a session lasts without a visit. @default 2592000, 30 days */
        readonly maxAge?: number | undefined;
        readonly generateSessionToken?: (() => string | Promise<string>) | undefined;
      }
    | undefined;
  readonly jwt?: object | undefined;
  readonly callbacks?: KnownCallbacks | undefined;
  readonly events?: KnownEvents | undefined;
}

/**
 * The configuration that comes back, as the framework takes it that it is passed to.
 *
 * Of what the place takes, only a configuration counts: `NextAuth` also takes a function, and `Auth` has an overload for
 * configurations with `raw`, which frameworks use.
 */
export type Configured<Place> = Place extends Lazy
  ? never
  : Place extends { readonly raw: symbol }
    ? Omit<Place, 'raw'>
    : Place;

/** The same configuration where nothing says whose it is; the strategy is left out, for it is text there. */
export type Stored<Config extends CredentialConfig> = Omit<Config, 'session'> & {
  readonly session: Omit<NonNullable<Config['session']>, 'strategy'>;
};

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
