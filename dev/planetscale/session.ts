import { createHmac, randomBytes, randomUUID, timingSafeEqual } from 'node:crypto';
import { Refusal } from './refusal.ts';
import { isObject } from './request.ts';
import type { Outcome } from './run-query.ts';

/** Is vtgate's memory of one connection; the client holds it and sends it back unread. */
export interface VitessSession {
  readonly autocommit: true;
  readonly targetString: string;
  readonly options: { readonly includedFields: 'ALL'; readonly clientFoundRows: true };
  readonly foundRows?: string;
  readonly rowCount?: string;
  readonly lastInsertId?: string;
  readonly DDLStrategy: 'direct';
  readonly SessionUUID: string;
  readonly enableSystemSettings: true;
  readonly inTransaction?: true;
  readonly shardSessions?: readonly ShardSession[];
}

interface ShardSession {
  readonly target: { readonly keyspace: string; readonly shard: '-'; readonly tabletType: 'PRIMARY' };
  readonly transactionId: string;
  readonly tabletAlias: { readonly cell: string; readonly uid: number };
}

/** Is a session as it travels: the signature tells whether, and in which order, this server issued it. */
export interface SignedSession {
  readonly signature: string;
  readonly vitessSession: VitessSession;
}

/** Starts a session on a database. */
export function newSession(database: string): VitessSession {
  return {
    autocommit: true,
    targetString: database,
    options: { includedFields: 'ALL', clientFoundRows: true },
    DDLStrategy: 'direct',
    SessionUUID: randomUUID(),
    enableSystemSettings: true,
  };
}

/** Returns the session inside a transaction, or, with no id, outside of one. */
export function withTransaction(session: VitessSession, transactionId: string | undefined): VitessSession {
  const { inTransaction: _, shardSessions: __, ...rest } = session;
  if (transactionId === undefined) return rest;
  const target = { keyspace: rest.targetString, shard: '-', tabletType: 'PRIMARY' } as const;
  const shard = { target, transactionId, tabletAlias: { cell: 'local', uid: 1 } };
  return { ...rest, inTransaction: true, shardSessions: [shard] };
}

/** Returns the transaction that a session says it is in. */
export const transactionIdOf = ({ shardSessions }: VitessSession): string | undefined =>
  shardSessions?.[0]?.transactionId;

/** Returns the session after a statement. */
export function withOutcome(session: VitessSession, outcome: Outcome): VitessSession {
  if ('rows' in outcome) return { ...session, foundRows: String(outcome.rows.length), rowCount: '-1' };
  const { affectedRows, insertId } = outcome;
  return {
    ...session,
    rowCount: String(affectedRows),
    ...(insertId > 0n && { lastInsertId: String(insertId) }),
  };
}

const ORDER_BYTES = 8;

/** Signs sessions with a secret of its own, so that what a client changed or made up is told apart. */
export class SessionSigner {
  readonly #secret = randomBytes(32);
  #issued = 0n;

  /** Signs a session, and numbers it in the order of issue. */
  sign(vitessSession: VitessSession): { signed: SignedSession; order: bigint } {
    this.#issued += 1n;
    const order = Buffer.alloc(ORDER_BYTES);
    order.writeBigUInt64BE(this.#issued);
    const signature = Buffer.concat([order, this.#mac(order, vitessSession)]).toString('base64');
    return { signed: { signature, vitessSession }, order: this.#issued };
  }

  /** Returns a session that this server signed and its number; anything else is refused. */
  verify(value: unknown): { session: VitessSession; order: bigint } {
    if (!isObject(value) || typeof value.signature !== 'string') throw invalidSession();
    const signature = Buffer.from(value.signature, 'base64');
    const order = signature.subarray(0, ORDER_BYTES);
    const expected = this.#mac(order, value.vitessSession);
    const given = signature.subarray(ORDER_BYTES);
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw invalidSession();
    // The signature proves that it was a VitessSession when it left.
    return { session: value.vitessSession as VitessSession, order: order.readBigUInt64BE() };
  }

  // 8 + 24 bytes, as many as PlanetScale's signature has.
  #mac(order: Buffer, session: unknown): Buffer {
    return createHmac('sha256', this.#secret).update(order).update(textOf(session)).digest().subarray(0, 24);
  }
}

function textOf(session: unknown): string {
  try {
    return JSON.stringify(session) ?? '';
  } catch {
    throw invalidSession(); // nested deeper than the stack is
  }
}

const invalidSession = () =>
  new Refusal(400, 'invalid_argument', 'invalid session: expected null, or what this server last answered');
