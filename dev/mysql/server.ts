/** Names the two families of servers, as the server itself tells it. */
export type ServerKind = 'mysql' | 'mariadb';

/** Describes a server that answers, and how to be rid of it. */
export interface DatabaseServer {
  /** Tells the family, found by asking the server and never by its program's name. */
  readonly kind: ServerKind;
  /** Repeats what `select version()` returned, as `9.7.4` or `10.11.19-MariaDB`. */
  readonly version: string;
  /** Leads to the server, as `mysql://root@127.0.0.1:PORT`; for DATABASE_URL, as it was given. */
  readonly url: string;
  /** Is true when the server came from DATABASE_URL; then `stop()` leaves it alone. */
  readonly external: boolean;
  /** Resolves when the server is down and its data folder is gone; a second call does nothing more. */
  stop(): Promise<void>;
}

/** Describes a server program on this machine and how it wants to be called. */
export interface ServerProgram {
  readonly kind: ServerKind;
  readonly command: string;
  /** Come before every option, as the loader's own arguments do. */
  readonly leading: readonly string[];
  /** Come after every option, as the folders of an unpacked server do. */
  readonly trailing: readonly string[];
}

/** Tells the supervisor what to run. */
export type Job =
  | { readonly run: 'program'; readonly program: ServerProgram }
  | { readonly run: 'download'; readonly timeoutMs: number };

/** Is what the supervisor reports, once. */
export type Report = { readonly url: string; readonly folder: string } | { readonly failed: string };
