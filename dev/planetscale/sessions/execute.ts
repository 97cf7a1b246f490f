import { gatewayError } from '../errors/vitess-error.ts';
import { EMPTY } from '../errors/vtgate-text.ts';
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
import { isEmpty, isRollback } from './statement.ts';
import type { Parts, Step } from './step.ts';

/** The answer to one Execute request. */
export interface ExecuteAnswer extends Omit<Step, 'session'> {
  readonly session: SignedSession;
  /** The seconds that the statement took. */
  readonly timing: number;
}

/**
 * A function that sends an answer.
 *
 * It calls `delivered` once the client has the answer. From then on the client must send that session; an older one
 * means two concurrent statements.
 */
export type Reply = (answer: ExecuteAnswer, delivered: () => void) => Promise<void>;

/** A statement, with the session that came with it and the session's number. */
interface Asked {
  readonly sql: string;
  readonly session: VitessSession;
  readonly order: bigint;
}

/** The part that executes statements as vtgate and its tablets do, on real connections. */
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
   * Executes one statement in a session, or in a new one for null, and refuses others there until it is answered.
   *
   * @param gone the signal that the client went away before the answer
   * @param reply sends the answer
   */
  async execute(sql: string, given: unknown, gone: AbortSignal, reply: Reply): Promise<void> {
    const { session, order } = this.#sessionOf(given);
    // When one of several concurrent statements fails, the driver sends a ROLLBACK.
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

  async #step(asked: Asked, gone: AbortSignal): Promise<Step> {
    const { sql, session } = asked;
    if (isEmpty(sql)) return { session, error: gatewayError(EMPTY) };
    const id = transactionIdOf(session);
    if (id !== undefined) return executeInside(this.#parts, { ...asked, id });
    return executeOutside(this.#parts, sql, session, gone);
  }
}
