import { expect } from 'vitest';
import { MySqlAdapterError, type MySqlAdapterErrorCode } from '../../src/index.ts';

/** Is what became of a call: what it returned, or the code that it failed with. */
export type Outcome = { readonly returned: unknown } | { readonly failed: MySqlAdapterErrorCode };

/** Calls a method; what it fails with must be an error of the adapter. */
export async function outcomeOf(call: () => Promise<unknown>): Promise<Outcome> {
  try {
    return { returned: await call() };
  } catch (error) {
    expect(error).toBeInstanceOf(MySqlAdapterError);
    return { failed: (error as MySqlAdapterError).code };
  }
}
