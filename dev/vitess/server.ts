import type { ServerProgram } from '../mysql/server.ts';

/** A running Vitess, and how to stop it. */
export interface VitessServer {
  readonly kind: 'vitess';
  /** The version of Vitess, such as `24.0.4`. */
  readonly version: string;
  /** The URL of vtgate, `mysql://root@127.0.0.1:PORT`; for VITESS_URL, as it was given. */
  readonly url: string;
  /** The URL of the MySQL beneath, undefined for VITESS_URL; a keyspace is a database there, `vt_KEYSPACE_SHARD`. */
  readonly beneath: string | undefined;
  /** Whether the server came from VITESS_URL; `stop()` then leaves it alone. */
  readonly external: boolean;
  /** Stops the server and resolves when its folder is gone; a second call does nothing. */
  stop(): Promise<void>;
}

/** The MySQL and the Vitess that a supervisor has to run. */
export interface VitessJob {
  readonly mysql: ServerProgram;
  /** The path of vtcombo, which is vtgate and vttablets in one process. */
  readonly vtcombo: string;
  readonly keyspaces: readonly Keyspace[];
  /** Further options of vtcombo, such as `--no-scatter`. */
  readonly options: readonly string[];
}

/** A keyspace, with the number of shards that its rows are distributed over. */
export interface Keyspace {
  readonly name: string;
  readonly shards: number;
  /**
   * What is in its `vschema.json`: which shard a row belongs to.
   * @default `{ sharded: true }` if it has several shards, of which no table says yet what it is sharded by
   */
  readonly vschema?: object;
}
