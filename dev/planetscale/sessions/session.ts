import { createHmac, randomBytes, randomUUID, timingSafeEqual } from 'node:crypto';
import { Refusal } from '../errors/refusal.ts';
import type { Outcome } from '../rows/run-query.ts';

/** vtgate's memory of one connection. The client keeps it and sends it back unread. */
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

/** A session as it travels. The signature shows whether this server issued it, and in which order. */
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

/** A signer of sessions, with a secret of its own, that detects what a client changed or made up. */
export class SessionSigner {
  readonly #secret = randomBytes(32);
  #issued = 0n;

  /** Signs a session and numbers it in order of issue. */
  sign(vitessSession: VitessSession): { signed: SignedSession; order: bigint } {
    this.#issued += 1n;
    const order = Buffer.alloc(ORDER_BYTES);
    order.writeBigUInt64BE(this.#issued);
    const signature = Buffer.concat([order, this.#mac(order, vitessSession)]).toString('base64');
    return { signed: { signature, vitessSession }, order: this.#issued };
  }

  /** Returns a session that this server signed, with its number; refuses anything else. */
  verify(value: unknown): { session: VitessSession; order: bigint } {
    if (!isSigned(value)) throw invalidSession();
    const signature = Buffer.from(value.signature, 'base64');
    const order = signature.subarray(0, ORDER_BYTES);
    const expected = this.#mac(order, value.vitessSession);
    const given = signature.subarray(ORDER_BYTES);
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw invalidSession();
    // The signature proves that this server sent it as a VitessSession.
    return { session: value.vitessSession as VitessSession, order: order.readBigUInt64BE() };
  }

  // 8 + 24 bytes, as many as PlanetScale's signature has.
  #mac(order: Buffer, session: unknown): Buffer {
    return createHmac('sha256', this.#secret).update(order).update(textOf(session)).digest().subarray(0, 24);
  }
}

function isSigned(value: unknown): value is { signature: string; vitessSession: unknown } {
  return typeof (value as { signature?: unknown } | null | undefined)?.signature === 'string';
}

function textOf(session: unknown): string {
  try {
    return JSON.stringify(session) ?? '';
  } catch {
    throw invalidSession(); // nested too deeply for the stack
  }
}

const invalidSession = () =>
  new Refusal(
    400,
    'invalid_argument',
    'invalid session: expected null, or the session that this server sent last',
  );
