/** A family of servers, as the server itself reports it. */
export type ServerKind = 'mysql' | 'mariadb';

/** A server that answers, and how to stop it. */
export interface DatabaseServer {
  /** The family, as the server itself answered, never guessed from its program's name. */
  readonly kind: ServerKind;
  /** The result of `select version()`, such as `9.7.4` or `10.11.19-MariaDB`. */
  readonly version: string;
  /** The server's URL, `mysql://root@127.0.0.1:PORT`; for DATABASE_URL, as it was given. */
  readonly url: string;
  /** Whether the server came from DATABASE_URL; `stop()` then leaves it alone. */
  readonly external: boolean;
  /** Stops the server and resolves when its data folder is gone; a second call does nothing. */
  stop(): Promise<void>;
}

/** A server program on this machine, and how to call it. */
export interface ServerProgram {
  readonly kind: ServerKind;
  readonly command: string;
  /** The arguments before every option, such as the loader's own. */
  readonly leading: readonly string[];
  /** The arguments after every option, such as the folders of an unpacked server. */
  readonly trailing: readonly string[];
}

/** What the supervisor has to run. */
export type Job =
  | { readonly run: 'program'; readonly program: ServerProgram }
  | { readonly run: 'download'; readonly timeoutMs: number };

/** What the supervisor reports, once. */
export type Report =
  | {
      readonly url: string;
      readonly folder: string;
      /** The URL of the MySQL beneath a Vitess. */
      readonly beneath?: string;
    }
  | { readonly failed: string };
