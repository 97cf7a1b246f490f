import type { AdapterAccount, AdapterUser } from '@auth/core/adapters';
import { createPool } from 'mysql2/promise';
import { onTestFinished } from 'vitest';
import type { MySqlAdapterOptions } from '../../../src/index.ts';
import { MySqlAdapter } from '../../../src/mysql2.ts';
import * as tables from '../../../src/schema/production.ts';
import type { Adapter } from '../../backends/backend.ts';
import { newAccount, newUser } from '../rows/samples.ts';

/** Makes an adapter on a pool that ends with the test. */
export function adapterOn(url: string, options?: MySqlAdapterOptions): Adapter {
  const pool = createPool(url);
  onTestFinished(() => pool.end());
  return MySqlAdapter(pool, options);
}

/** Makes an adapter on the production tables. */
export const productionAdapterOn = (url: string) => adapterOn(url, { tables });

/** Makes a user and links an account at a provider, as Auth.js does for a new person. */
export async function signUp(
  adapter: Adapter,
  account: Partial<AdapterAccount>,
  values: Partial<AdapterUser> = {},
): Promise<AdapterUser> {
  const user = await adapter.createUser(newUser(values));
  await adapter.linkAccount(newAccount(user.id, account));
  return user;
}
