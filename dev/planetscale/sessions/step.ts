import type { Origin, VitessError } from '../errors/vitess-error.ts';
import type { Result } from '../rows/result.ts';
import type { Connections } from './connections.ts';
import type { VitessSession } from './session.ts';
import type { Transactions } from './transactions.ts';

/** The outcome of a statement: the session afterwards, and a result or an error. */
export interface Step {
  readonly session: VitessSession;
  readonly result?: Result;
  readonly error?: VitessError;
}

/** The parts that all requests to one server share. */
export interface Parts {
  readonly connections: Connections;
  readonly transactions: Transactions;
  readonly origin: Origin;
}
