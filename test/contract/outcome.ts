import { expect } from 'vitest';
import { MySqlAdapterError, type MySqlAdapterErrorCode } from '../../src/index.ts';

/** The end of a call: what it returned, or the code of its error. */
export type Outcome = { readonly returned: unknown } | { readonly failed: MySqlAdapterErrorCode };

/** Calls a method. If it fails, the error must be one of the adapter's. */
export async function outcomeOf(call: () => Promise<unknown>): Promise<Outcome> {
  try {
    return { returned: await call() };
  } catch (error) {
    expect(error).toBeInstanceOf(MySqlAdapterError);
    return { failed: (error as MySqlAdapterError).code };
  }
}
