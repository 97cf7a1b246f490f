import type { Adapter } from '@auth/core/adapters';

/** The adapter methods that Auth.js calls without passkeys, and those that applications call. */
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

/** An adapter that can run every scenario. */
export type MeasuredAdapter = Required<Pick<Adapter, Method>>;

/** An adapter on a database of its own. Every file here that is named after an adapter exports one of these. */
export interface Contender {
  /** The SQL that creates its tables, as its documentation has them. */
  readonly tables: string;
  /** Opens it as in its documentation, with at most 10 connections. */
  open(url: string): Promise<OpenContender> | OpenContender;
}

/** A contender with an open database. */
export interface OpenContender {
  readonly adapter: MeasuredAdapter;
  close(): Promise<unknown>;
}
