import { deviceFrom, type MySqlAdapterOptions } from 'authjs-drizzle-mysql';
import { headers } from 'next/headers';
import * as tables from './schema';

export const options = {
  tables,
  privateColumns: { sessions: ['sessionToken'] },
  newSessionValues: async () => deviceFrom(await headers(), { ipHeader: process.env.IP_HEADER || undefined }),
} satisfies MySqlAdapterOptions<typeof tables>;
