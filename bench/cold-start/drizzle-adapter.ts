import { DrizzleAdapter } from '@auth/drizzle-adapter';
import { Client } from '@planetscale/database';
import { drizzle } from 'drizzle-orm/planetscale-serverless';
import { type Open, workerOf } from './entry.ts';

/** Opens @auth/drizzle-adapter over PlanetScale's driver. */
export const open: Open = (url) => {
  const adapter = DrizzleAdapter(drizzle({ client: new Client({ url }) }));
  return async (sessionToken) => adapter.getSessionAndUser?.(sessionToken);
};

export default workerOf(open);
