import { customType, index, type MySqlColumn, mysqlTable, uniqueIndex } from 'drizzle-orm/mysql-core';
import {
  autoIncrementId,
  boolean,
  text,
  timestamps,
  unsignedInt,
  userReference,
  varchar,
} from './columns.ts';
import type { TableOf } from './table-of.ts';

/**
 * Declares a `varbinary` column of text, which is compared byte by byte, as the base64 of a credential id must be.
 *
 * Drivers return it as bytes or, if it is plain ASCII, as text. Within JSON, such as a nested row, MySQL writes it as
 * `base64:type15:...`, which no base64 begins with.
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

/** A `varbinary` column of text before it is in a table. */
export interface BytesOfTextBuilder extends ReturnType<ReturnType<typeof customType<BytesOfText>>> {}

const varbinary = (name: string, length: number): BytesOfTextBuilder => bytesOfText(name, { length });

/** Declares the columns of `authenticators`, for a `mysqlTable` of your own. */
export const authenticatorColumns = () => ({
  id: autoIncrementId(),
  credentialID: varbinary('credential_id', 512).notNull(),
  userId: userReference().notNull(),
  providerAccountId: varchar('provider_account_id', 512).notNull(),
  credentialPublicKey: text('credential_public_key').notNull(),
  counter: unsignedInt('counter').notNull(),
  credentialDeviceType: varchar('credential_device_type', 32).notNull(),
  credentialBackedUp: boolean('credential_backed_up').notNull(),
  transports: varchar('transports'),
  ...timestamps(),
});

/** Declares the indexes of `authenticators`: a unique one on the credential, and one on the user. */
export const authenticatorIndexes = (table: Record<'credentialID' | 'userId', MySqlColumn>) => [
  uniqueIndex('credential_id').on(table.credentialID),
  index('user_id').on(table.userId),
];

/**
 * The table `authenticators`: one row for each passkey.
 *
 * `credentialID` is the credential's id in standard base64, as Auth.js writes it, up to 512 characters;
 * `credentialPublicKey` is its public key in base64, RSA keys included; `counter` goes up to 2^32 - 1.
 *
 * @see https://www.w3.org/TR/webauthn-3/#sctn-sign-counter
 */
export const authenticators: TableOf<'authenticators', ReturnType<typeof authenticatorColumns>> = mysqlTable(
  'authenticators',
  authenticatorColumns(),
  authenticatorIndexes,
);

/** A row of `authenticators`, as a select returns it. */
export type Authenticator = typeof authenticators.$inferSelect;

/** A row of `authenticators`, as an insert takes it. */
export type NewAuthenticator = typeof authenticators.$inferInsert;
