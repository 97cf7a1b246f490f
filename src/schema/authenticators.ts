import {
  boolean,
  customType,
  index,
  int,
  type MySqlColumn,
  mysqlTable,
  text,
  uniqueIndex,
  varchar,
} from 'drizzle-orm/mysql-core';
import { autoIncrementId, shortText, timestamps, userReference } from './columns.ts';

/**
 * Declares a text that is compared byte by byte, as the base64 of a credential id has to be.
 *
 * A driver gives bytes for it or, for ASCII alone, text.
 */
const bytesOfText = customType<{
  data: string;
  driverData: string | Uint8Array;
  config: { length: number };
  configRequired: true;
}>({
  dataType: ({ length }) => `varbinary(${length})`,
  fromDriver: (value) => (typeof value === 'string' ? value : new TextDecoder().decode(value)),
});

/** Declares the columns of `authenticators`, for a `mysqlTable` of your own. */
export const authenticatorColumns = () => ({
  id: autoIncrementId(),
  credentialID: bytesOfText('credential_id', { length: 512 }).notNull(),
  userId: userReference().notNull(),
  providerAccountId: varchar('provider_account_id', { length: 512 }).notNull(),
  credentialPublicKey: text('credential_public_key').notNull(),
  counter: int('counter', { unsigned: true }).notNull(),
  credentialDeviceType: varchar('credential_device_type', { length: 32 }).notNull(),
  credentialBackedUp: boolean('credential_backed_up').notNull(),
  transports: shortText('transports'),
  ...timestamps(),
});

/** Declares the keys of `authenticators`: one row for a credential, and those of a user found quickly. */
export const authenticatorIndexes = (table: Record<'credentialID' | 'userId', MySqlColumn>) => [
  uniqueIndex('credential_id').on(table.credentialID),
  index('user_id').on(table.userId),
];

/**
 * Describes the table `authenticators`: one row for each passkey.
 *
 * `credentialID` is the credential's id in standard base64, as Auth.js writes it, up to 512 characters;
 * `credentialPublicKey` its public key in base64, RSA keys too; `counter` counts to 2^32 - 1.
 *
 * @see https://www.w3.org/TR/webauthn-3/#sctn-sign-counter
 */
export const authenticators = mysqlTable('authenticators', authenticatorColumns(), authenticatorIndexes);

/** Is a row of `authenticators`, as a select returns it. */
export type Authenticator = typeof authenticators.$inferSelect;

/** Is a row of `authenticators`, as an insert takes it. */
export type NewAuthenticator = typeof authenticators.$inferInsert;
