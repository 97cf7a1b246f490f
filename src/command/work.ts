import type { MySqlAdapterMethods } from '../adapter/methods.ts';
import type { AdapterTables } from '../adapter/tables/tables.ts';
import type { Database } from '../database/database.ts';

/** The process that runs a command. */
export interface Terminal {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: Output;
  readonly stderr: Output;
}

/** Where text goes. */
export interface Output {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** What a command works with. */
export interface Work {
  readonly db: Database;
  readonly tables: AdapterTables;
  readonly adapter: MySqlAdapterMethods;
  /** The name of the tables, as `--tables` has it. */
  readonly tablesName: string;
  readonly isJson: boolean;
  readonly terminal: Terminal;
  /** Aborted by Ctrl-C and by SIGTERM. */
  readonly signal: AbortSignal;
}

/** What a process ends with: docs/command.md lists them. SIGTERM makes 143 of `stopped`. */
export const EXIT = { ok: 0, problem: 1, usage: 2, stopped: 130 } as const;
