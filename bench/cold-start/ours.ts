import { Client } from '@planetscale/database';
import { MySqlAdapter } from 'authjs-drizzle-mysql/planetscale';
import { type Open, workerOf } from './entry.ts';

/** Opens this package's adapter over PlanetScale's driver. */
export const open: Open = (url) => MySqlAdapter(new Client({ url })).getSessionAndUser;

export default workerOf(open);
