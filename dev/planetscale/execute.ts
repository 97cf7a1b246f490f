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
import { isRollback } from './statement.ts';
import type { Parts, Step } from './step.ts';

/** Is the answer to one Execute request. */
export interface ExecuteAnswer extends Omit<Step, 'session'> {
  readonly session: SignedSession;
  /** Is in seconds. */
  readonly timing: number;
}

/**
 * Sends an answer.
 *
 * `delivered` is to be called when the client has got it: from then on it must send that session, and an older one
 * means two statements at once.
 */
export type Reply = (answer: ExecuteAnswer, delivered: () => void) => Promise<void>;

/** Is a statement, with the session that came with it and its number. */
interface Asked {
  readonly sql: string;
  readonly session: VitessSession;
  readonly order: bigint;
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
   * Executes one statement in a session, or in a new one for null, and refuses others in it until it is answered.
   *
   * @param gone is aborted when the client goes away before that
   * @param reply sends the answer
   */
  async execute(sql: string, given: unknown, gone: AbortSignal, reply: Reply): Promise<void> {
    const { session, order } = this.#sessionOf(given);
    // The driver sends a ROLLBACK when the first of several statements at once has failed.
    if (transactionIdOf(session) !== undefined && isRollback(sql))
      return this.#answer({ sql, session, order }, gone, reply);
    if (this.#busy.has(session.SessionUUID)) throw inUse(session);
    this.#busy.add(session.SessionUUID);
    try {
      await this.#answer({ sql, session, order }, gone, reply);
    } finally {
      this.#busy.delete(session.SessionUUID);
    }
  }

  async #answer(asked: Asked, gone: AbortSignal, reply: Reply): Promise<void> {
    const start = performance.now();
    const step = await this.#step(asked, gone);
    const { signed, order } = this.#signer.sign(step.session);
    const answer = { ...step, session: signed, timing: (performance.now() - start) / 1000 };
    await reply(answer, () => this.#parts.transactions.deliver(transactionIdOf(step.session), order));
  }

  #sessionOf(given: unknown): { session: VitessSession; order: bigint } {
    if (given !== null && given !== undefined) return this.#signer.verify(given);
    return { session: newSession(this.#parts.origin.database), order: 0n };
  }

  #step(asked: Asked, gone: AbortSignal): Promise<Step> {
    const { sql, session } = asked;
    const id = transactionIdOf(session);
    if (id !== undefined) return executeInside(this.#parts, { ...asked, id });
    return executeOutside(this.#parts, sql, session, gone);
  }
}
