import type { Adapter } from '@auth/core/adapters';

/** Names the methods of an adapter that Auth.js calls without passkeys, and those that applications call. */
type Method =
  | 'createUser'
  | 'getUser'
  | 'getUserByEmail'
  | 'getUserByAccount'
  | 'updateUser'
  | 'deleteUser'
  | 'linkAccount'
  | 'createSession'
  | 'getSessionAndUser'
  | 'updateSession'
  | 'deleteSession'
  | 'createVerificationToken'
  | 'useVerificationToken';

/** Is an adapter that can run every scenario. */
export type MeasuredAdapter = Required<Pick<Adapter, Method>>;

/** Is an adapter on a database of its own; every file of this folder that is named after one exports this. */
export interface Contender {
  /** Is the SQL that makes its tables, as its documentation has them. */
  readonly tables: string;
  /** Opens it as its documentation does, with 10 connections at most. */
  open(url: string): Promise<OpenContender> | OpenContender;
}

export interface OpenContender {
  readonly adapter: MeasuredAdapter;
  close(): Promise<unknown>;
}
