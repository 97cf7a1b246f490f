import { deviceFrom, type MySqlAdapterOptions } from 'authjs-drizzle-mysql';
import { isNotNull } from 'drizzle-orm';
import { headers } from 'next/headers';
import * as tables from './schema';

export const options = {
  tables,
  emailCodes: true,
  privateColumns: { users: ['passwordHash'], sessions: ['sessionToken'] },
  // So that somebody with a password may unlink the last of their accounts.
  otherSignIn: (users) => isNotNull(users.passwordHash),
  newSessionValues: async () => deviceFrom(await headers(), { ipHeader: process.env.IP_HEADER || undefined }),
} satisfies MySqlAdapterOptions<typeof tables>;
