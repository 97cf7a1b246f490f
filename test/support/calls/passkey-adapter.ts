import * as tables from '../../../src/schema/production.ts';
import type { Adapter, OpenBackend } from '../../backends/backend.ts';

/** An adapter that has every method. */
export type PasskeyAdapter = Required<Adapter>;

/** Makes an adapter on the production tables, which have passkeys. */
export const passkeyAdapter = (backend: OpenBackend, now?: () => Date) =>
  // That the methods are there is tested in the suite of passkeys.
  backend.adapter({ tables, now }) as PasskeyAdapter;
