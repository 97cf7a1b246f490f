import { customType, index, type MySqlColumn, mysqlTable, uniqueIndex } from 'drizzle-orm/mysql-core';
import {
  autoIncrementId,
  flag,
  longText,
  shortText,
  timestamps,
  unsignedNumber,
  userReference,
} from './columns.ts';
import type { TableOf } from './table-of.ts';

/**
 * Declares a text that is compared byte by byte, as the base64 of a credential id has to be.
 *
 * A driver gives bytes for it or, for ASCII alone, text. Within JSON, as in a row that comes with another one, MySQL
 * writes it as `base64:type15:...`, which no base64 begins with.
 */
const bytesOfText = customType<BytesOfText>({
  dataType: ({ length }) => `varbinary(${length})`,
  fromDriver: (value) => {
    if (typeof value !== 'string') return new TextDecoder().decode(value);
    const [, encoded] = /^base64:type\d+:(.*)$/s.exec(value) ?? [];
    return encoded === undefined ? value : atob(encoded);
  },
});

interface BytesOfText {
  data: string;
  driverData: string | Uint8Array;
  config: { length: number };
  configRequired: true;
}

/** Is a text that is compared byte by byte and is being declared. */
export interface BytesOfTextBuilder extends ReturnType<ReturnType<typeof customType<BytesOfText>>> {}

const shortBytesOfText = (name: string): BytesOfTextBuilder => bytesOfText(name, { length: 512 });

/** Declares the columns of `authenticators`, for a `mysqlTable` of your own. */
export const authenticatorColumns = () => ({
  id: autoIncrementId(),
  credentialID: shortBytesOfText('credential_id').notNull(),
  userId: userReference().notNull(),
  providerAccountId: shortText('provider_account_id', 512).notNull(),
  credentialPublicKey: longText('credential_public_key').notNull(),
  counter: unsignedNumber('counter').notNull(),
  credentialDeviceType: shortText('credential_device_type', 32).notNull(),
  credentialBackedUp: flag('credential_backed_up').notNull(),
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
export const authenticators: TableOf<'authenticators', ReturnType<typeof authenticatorColumns>> = mysqlTable(
  'authenticators',
  authenticatorColumns(),
  authenticatorIndexes,
);

/** Is a row of `authenticators`, as a select returns it. */
export type Authenticator = typeof authenticators.$inferSelect;

/** Is a row of `authenticators`, as an insert takes it. */
export type NewAuthenticator = typeof authenticators.$inferInsert;
