// Fills the tables as the docs do, and has the adapter read what is there then.
import { MySqlAdapter } from 'authjs-drizzle-mysql';
import * as tables from 'authjs-drizzle-mysql/schema/production';
import { db, fill, newPasskey } from './docs-fill.js';

await fill();
const adapter = MySqlAdapter(db, { tables });
const found = { users: 0, accounts: 0, sessions: 0, verificationTokens: 0, authenticators: 0 };
for (const { id } of await db.select().from(tables.users)) {
  if (await adapter.getUser(id)) found.users += 1;
}
for (const account of await db.select().from(tables.accounts)) {
  const isFree = account.refreshLease === null && account.refreshLeaseUntil === null;
  if (isFree && (await adapter.getUserByAccount(account))?.id === account.userId) found.accounts += 1;
}
for (const { sessionToken, userId } of await db.select().from(tables.sessions)) {
  if ((await adapter.getSessionAndUser(sessionToken))?.user.id === userId) found.sessions += 1;
}
for (const token of await db.select().from(tables.verificationTokens)) {
  const isWithoutCode = token.code === null && token.attempts === 0 && token.allowed === 0;
  if (isWithoutCode && (await adapter.useVerificationToken(token))) found.verificationTokens += 1;
}
for (const { credentialID, userId } of await db.select().from(tables.authenticators)) {
  const passkey = await adapter.getAuthenticator?.(credentialID);
  if (passkey?.userId === userId && newPasskey.parse(passkey)) found.authenticators += 1;
}
console.log(JSON.stringify(found));
await db.$client.end();
