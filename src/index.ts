/**
 * The adapter on any Drizzle database for MySQL, its errors, and what its options take.
 *
 * @module authjs-drizzle-mysql
 */

export type { EmailCodeLimits } from './adapter/email-codes.ts';
export { type DefaultTables, MySqlAdapter } from './adapter/index.ts';
export { type Keyring, type KeyringOptions, keyring } from './adapter/keyring.ts';
export type {
  AccountKey,
  AuthenticatorMethods,
  MySqlAdapterMethods,
  SessionAndUser,
} from './adapter/methods.ts';
export type {
  MySqlAdapterOptions,
  NewSessionValues,
  SessionValues,
  UserCondition,
  WarningLogger,
} from './adapter/options.ts';
export type { SessionTokenHashing } from './adapter/session-tokens.ts';
export type { DrizzleAdapterTables } from './adapter/tables/given-tables.ts';
export type { PrivateColumns } from './adapter/tables/private-columns.ts';
export type { AdapterTables } from './adapter/tables/tables.ts';
export type { Database, DatabaseSource } from './database/database.ts';
export { MySqlAdapterError, type MySqlAdapterErrorCode, type MySqlAdapterErrorDetails } from './errors.ts';
export {
  type Device,
  type DeviceOptions,
  deviceFrom,
} from './request/device.ts';
export type { RequestHeaders } from './request/headers.ts';
