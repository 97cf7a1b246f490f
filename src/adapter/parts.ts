import { propertiesOf } from '../database/properties-of.ts';
import { invalidArgument } from './arguments.ts';
import type { AdapterContext } from './context.ts';
import type { MySqlAdapterMethods } from './methods.ts';
import type { SignUps } from './sign-ups.ts';

/**
 * An adapter, a copy of one, or a function that returns one, now or later; the function is called once per use.
 *
 * A copy may have methods of its own: they are for Auth.js alone, and never called here.
 *
 * @example
 * const adapter = { ...MySqlAdapter(pool), createUser: createUserWithTeam };
 */
export type AdapterSource = AnyAdapter | (() => AnyAdapter | Promise<AnyAdapter>);

/**
 * An adapter in the types of `next-auth` 4 or of any version of `@auth/core`.
 *
 * By the names of its methods alone: the types of different versions, of which a project may have two, are not
 * assignable to each other.
 */
export type AnyAdapter = { readonly [Method in keyof MySqlAdapterMethods]?: unknown };

/** The methods of an adapter as it was made; those of a table that it lacks are missing. */
export type OwnMethods = Pick<MySqlAdapterMethods, AlwaysThere> & Partial<MySqlAdapterMethods>;

type AlwaysThere =
  | `${'create' | 'get' | 'update' | 'delete'}User`
  | `getUserBy${'Email' | 'Account'}`
  | `${'link' | 'unlink' | 'get'}Account`;

/** What an adapter is made of, for the other entries of the package. */
export interface AdapterParts {
  /** The number of this shape: another copy of the package may have made the adapter. */
  readonly version: typeof VERSION;
  readonly context: AdapterContext;
  readonly signUps: SignUps;
  readonly methods: OwnMethods;
}

/** Goes up with every change of `AdapterParts`, or of what is in it, that an older or newer copy would stumble over. */
const VERSION = 2;

/** Found by name, since a module that is evaluated twice would make a symbol of its own each time. */
const PARTS = Symbol.for('authjs-drizzle-mysql');

/**
 * Makes the object that Auth.js is given, from which `partsOf` finds the parts.
 *
 * Their property is enumerable, so that `{ ...adapter }` keeps it, and a symbol, so that Auth.js, which calls every key,
 * does not see it. It is a function, so that nothing that prints the adapter reaches the database and its password.
 */
export function withParts<Methods extends OwnMethods>(
  context: AdapterContext,
  signUps: SignUps,
  methods: Methods,
) {
  const parts: AdapterParts = { version: VERSION, context, signUps, methods };
  return { ...methods, [PARTS]: () => parts };
}

/**
 * Returns the parts of an adapter, the same ones each time and for each of its copies.
 *
 * Throws `INVALID_ARGUMENT` for anything else; what a given function throws is passed on.
 */
export async function partsOf(given: AdapterSource): Promise<AdapterParts> {
  const adapter = typeof given === 'function' ? await given() : given;
  const { [PARTS]: giveParts } = propertiesOf(adapter) as { readonly [PARTS]?: () => AdapterParts };
  if (typeof giveParts !== 'function')
    throw invalidArgument(
      'adapter',
      'be what MySqlAdapter() returned, a copy made with { ...adapter }, or a function that returns one',
      adapter,
    );
  // Awaited, since a Proxy that logs or times the methods often makes every function an async one.
  const parts = await giveParts();
  if (parts?.version === VERSION) return parts;
  const got = `one of another version (${Number(parts?.version)}, not ${VERSION})`;
  const expected = 'come from the same version of authjs-drizzle-mysql (see `npm ls authjs-drizzle-mysql`)';
  throw invalidArgument('adapter', expected, adapter, got);
}
