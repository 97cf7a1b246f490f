import { executeInside } from './execute-inside.ts';
import { executeOutside } from './execute-outside.ts';
import { inUse } from './in-use.ts';
import {
  newSession,
  SessionSigner,
  type SignedSession,
  transactionIdOf,
  type VitessSession,
} from './session.ts';
import type { Parts, Step } from './step.ts';

/** Is the answer to one Execute request. */
export interface ExecuteAnswer extends Omit<Step, 'session'> {
  readonly session: SignedSession;
  /** Is in seconds. */
  readonly timing: number;
}

/** Executes statements as vtgate and its tablets do, on real connections. */
export class Executor {
  readonly #parts: Parts;
  readonly #signer = new SessionSigner();
  readonly #busy = new Set<string>();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Starts a session that has done nothing yet. */
  createSession(): SignedSession {
    return this.#signer.sign(newSession(this.#parts.origin.database)).signed;
  }

  /**
   * Executes one statement in a session, or in a new one for null.
   *
   * `delivered` is to be called when the client has got the answer: from then on it must send that session, and an
   * older one means two statements at once.
   */
  async execute(sql: string, given: unknown): Promise<{ answer: ExecuteAnswer; delivered: () => void }> {
    const { session, order } = this.#sessionOf(given);
    const start = performance.now();
    const step = await this.#step(sql, session, order);
    const { signed, order: next } = this.#signer.sign(step.session);
    const answer = { ...step, session: signed, timing: (performance.now() - start) / 1000 };
    return { answer, delivered: () => this.#parts.transactions.deliver(transactionIdOf(step.session), next) };
  }

  #sessionOf(given: unknown): { session: VitessSession; order: bigint } {
    if (given !== null && given !== undefined) return this.#signer.verify(given);
    return { session: newSession(this.#parts.origin.database), order: 0n };
  }

  async #step(sql: string, session: VitessSession, order: bigint): Promise<Step> {
    const id = transactionIdOf(session);
    if (id !== undefined) return executeInside(this.#parts, { sql, session, id, order });
    if (this.#busy.has(session.SessionUUID)) throw inUse(session);
    this.#busy.add(session.SessionUUID);
    try {
      return await executeOutside(this.#parts, sql, session);
    } finally {
      this.#busy.delete(session.SessionUUID);
    }
  }
}
