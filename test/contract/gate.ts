import { type SQL, sql } from 'drizzle-orm';
import type { MySql2Database } from 'drizzle-orm/mysql2';
import { expect, onTestFinished } from 'vitest';

/** A place inside the database where statements wait, with the locks they hold. */
export interface Gate {
  /** Resolves when a statement waits at the gate. */
  reached(): Promise<void>;
  /** Resolves when a statement waits for a lock that is held at the gate, or when it has ended without waiting. */
  blocks(call: Promise<unknown>): Promise<void>;
  /** Lets every statement through. */
  open(): Promise<void>;
  /** Ends the statements that wait at the gate, as an operator does. */
  kill(): Promise<void>;
}

export interface GatePlace {
  readonly before: 'insert' | 'delete';
  readonly table: string;
  readonly column: string;
  /** The user whose rows wait: an id of letters and digits. */
  readonly userId: string;
}

/** Returns the name of a gate's lock. Servers share such names among all databases. */
const lockOf = ({ userId }: GatePlace) => sql.raw(`'gate of ${userId}'`);

/**
 * Puts a closed gate before the rows of one user and runs work that opens it.
 *
 * A race that happens once in thousands of rounds happens every time: a trigger waits at that point, when the statement
 * has read the user's row and not yet written its own.
 */
export async function withGate(
  db: MySql2Database,
  place: GatePlace,
  work: (gate: Gate) => Promise<void>,
): Promise<void> {
  await createTrigger(db, place);
  onTestFinished(() => db.execute(sql`drop trigger gate`).then(() => {}));
  // Its connection keeps the gate shut, and touches no table.
  await db.transaction(async (keeper) => {
    await keeper.execute(sql`do get_lock(${lockOf(place)}, 20)`);
    const open = async () => void (await keeper.execute(sql`do release_lock(${lockOf(place)})`));
    try {
      await work({
        reached: () => poll(() => hasArrived(db, place.userId)),
        blocks: (call) => untilBlocked(db, call, place.userId),
        open,
        kill: () => killAtGate(db, place.userId),
      });
    } finally {
      await open();
    }
  });
}

function createTrigger(db: MySql2Database, place: GatePlace) {
  const { before, table, column, userId } = place;
  const lock = lockOf(place);
  const row = sql.raw(`${before === 'insert' ? 'new' : 'old'}.${column} = '${userId}'`);
  const [event, name] = [sql.raw(before), sql.identifier(table)];
  return db.execute(sql`create trigger gate before ${event} on ${name} for each row begin
    if ${row} then do get_lock(${lock}, 20); do release_lock(${lock}); end if; end`);
}

/** Waits until a statement that names a user, or something else, waits for a locked row, or until a call has ended without that. */
export async function untilBlocked(
  db: MySql2Database,
  call: Promise<unknown>,
  userId: string,
): Promise<void> {
  let hasEnded = false;
  const end = () => {
    hasEnded = true;
  };
  call.then(end, end);
  await poll(async () => hasEnded || (await isWaiting(db, userId)));
}

/** A statement under way, as the server shows it. */
interface Shown {
  readonly Id: number;
  readonly State: string | null;
  readonly Info: string | null;
}

/** Returns the statements under way that name a user. information_schema would fail where one has bytes that are no text. */
async function underWay(db: MySql2Database, userId: string): Promise<Shown[]> {
  const [rows] = await db.execute(sql`show full processlist`);
  return (rows as unknown as Shown[]).filter(({ Info }) => Info?.includes(userId));
}

const atGate = async (db: MySql2Database, userId: string) =>
  (await underWay(db, userId)).filter(({ State }) => State === 'User lock');

/** Says whether a statement waits at the gate. */
const hasArrived = async (db: MySql2Database, userId: string) => (await atGate(db, userId)).length > 0;

async function killAtGate(db: MySql2Database, userId: string): Promise<void> {
  const ids = new Set((await atGate(db, userId)).map(({ Id }) => Id));
  for (const id of ids) await db.execute(sql`kill query ${sql.raw(String(id))}`);
}

/**
 * Says whether a statement that names the user is under way and somebody waits for a row.
 *
 * information_schema.innodb_trx would say whether it is the same statement, but 100 ms late for each of many readers.
 */
const isWaiting = async (db: MySql2Database, userId: string) =>
  (await any(
    db,
    sql`show global status where variable_name = 'Innodb_row_lock_current_waits' and value > 0`,
  )) && (await underWay(db, userId)).length > 0;

async function any(db: MySql2Database, query: SQL): Promise<boolean> {
  const [rows] = await db.execute(query);
  return Array.isArray(rows) && rows.length > 0;
}

const poll = (condition: () => Promise<boolean>) =>
  expect.poll(condition, { interval: 10, timeout: 15_000 }).toBe(true);
