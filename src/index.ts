export type { MySqlAdapterOptions, WarningLogger } from './adapter/context.ts';
export { MySqlAdapter } from './adapter/index.ts';
export type {
  AccountKey,
  AuthenticatorMethods,
  MySqlAdapterMethods,
  SessionAndUser,
} from './adapter/methods.ts';
export type { DrizzleAdapterTables } from './adapter/tables/given-tables.ts';
export type { AdapterTables } from './adapter/tables/tables.ts';
export type { Database, DatabaseSource } from './database/database.ts';
export { MySqlAdapterError, type MySqlAdapterErrorCode, type MySqlAdapterErrorDetails } from './errors.ts';
