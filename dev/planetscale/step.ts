import type { Connections } from './connections.ts';
import type { Result } from './result.ts';
import type { VitessSession } from './session.ts';
import type { Transactions } from './transactions.ts';
import type { Origin, VitessError } from './vitess-error.ts';

/** Is what a statement comes to: the session afterwards, and a result or an error. */
export interface Step {
  readonly session: VitessSession;
  readonly result?: Result;
  readonly error?: VitessError;
}

/** Is what the requests of one server share. */
export interface Parts {
  readonly connections: Connections;
  readonly transactions: Transactions;
  readonly origin: Origin;
}
