import { eq, type SQL, sql } from 'drizzle-orm';
import { bigint, datetime, int, mysqlTable, varchar } from 'drizzle-orm/mysql-core';
import { beforeAll, describe, expect, it } from 'vitest';
import * as schema from '../../../src/schema/index.ts';
import type { Adapter, OpenBackend, Refusal } from '../../backends/backend.ts';
import { newAccount, newUser, signIn } from '../../support/rows/samples.ts';

const { accounts, sessions, users } = schema;

/** An error that proves that the statement was not executed. */
const NO_TABLE: Refusal = {
  errno: 1146,
  message:
    "target: app.-.primary: vttablet: rpc error: code = NotFound desc = Table 'app.x' doesn't exist (errno 1146) (sqlstate 42S02)",
};

/** vtgate's error for a statement that it never executes. */
const NO_STATEMENT: Refusal = { errno: 1235, message: 'VT12001: unsupported: natural join' };

const LATER = new Date('2100-01-01T00:00:00.123Z');

/** A call that can be repeated. */
interface Repeatable {
  readonly statement: RegExp;
  /** The one that several shards execute instead. */
  readonly onShards?: RegExp;
  /** Makes the rows that the call needs. */
  readonly prepare: (adapter: Adapter) => Promise<Prepared>;
}

interface Prepared {
  readonly call: () => Promise<unknown>;
  /** Counts the rows that the call has yet to delete or change. */
  readonly undone: (open: OpenBackend) => Promise<number>;
}

const repeatable = {
  deleteSession: {
    statement: /^delete from `sessions`/,
    async prepare(adapter) {
      const { sessionToken } = await signIn(adapter);
      return {
        call: () => adapter.deleteSession(sessionToken),
        undone: ({ db }) => db.$count(sessions, eq(sessions.sessionToken, sessionToken)),
      };
    },
  },
  updateSession: {
    statement: /^update `sessions`/,
    async prepare(adapter) {
      const { sessionToken } = await signIn(adapter);
      const isOld = sql`${sessions.sessionToken} = ${sessionToken} and ${sessions.expires} < '2099-12-31'`;
      return {
        call: () => adapter.updateSession({ sessionToken, expires: LATER }),
        undone: ({ db }) => db.$count(sessions, isOld),
      };
    },
  },
  unlinkAccount: {
    statement: /^delete from `accounts`/,
    async prepare(adapter) {
      const { id } = await adapter.createUser(newUser());
      const account = await adapter.linkAccount(newAccount(id));
      return {
        call: () => adapter.unlinkAccount(account),
        undone: ({ db }) => db.$count(accounts, eq(accounts.userId, id)),
      };
    },
  },
  deleteUser: {
    statement: /^delete from `sessions`, /,
    onShards: /^delete from `users`/,
    async prepare(adapter) {
      const { userId: id } = await signIn(adapter);
      return {
        call: () => adapter.deleteUser(id),
        undone: ({ db }) => db.$count(users, eq(users.id, id)),
      };
    },
  },
} satisfies Record<string, Repeatable>;

/** Writes that are sent again if no answer comes, because they can be repeated. */
export function repeatableWritesContract(backend: () => OpenBackend): void {
  describe.each(Object.entries<Repeatable>(repeatable))('%s', (_name, { prepare, ...sent }) => {
    const statement = () => (backend().isSharded && sent.onShards) || sent.statement;

    /** Makes the call while its statement is lost so many times; returns how it ended. */
    async function lose(lost: { executed: boolean; times: number }) {
      const { call, undone } = await prepare(backend().adapter());
      expect(await undone(backend())).toBe(1);
      backend().drop(statement(), lost);
      const [code, sent] = await codeAndTimes(call, statement());
      return { code, sent, undone: await undone(backend()) };
    }

    it.each([true, false])('is done in the end when its answers are lost, executed: %s', async (executed) => {
      expect(await lose({ executed, times: 1 })).toEqual({ code: 'none', sent: 2, undone: 0 });
      expect(await lose({ executed, times: 2 })).toEqual({ code: 'none', sent: 3, undone: 0 });
    });

    it('is OUTCOME_UNKNOWN when no answer comes three times', async () => {
      const end = { code: 'OUTCOME_UNKNOWN', sent: 3 };
      expect(await lose({ executed: true, times: 3 })).toEqual({ ...end, undone: 0 });
      expect(await lose({ executed: false, times: 3 })).toEqual({ ...end, undone: 1 });
    });

    it('is OUTCOME_UNKNOWN when a refusal follows a lost answer', async () => {
      const { call } = await prepare(backend().adapter());
      backend().drop(statement(), { executed: true });
      backend().refuse(statement(), NO_TABLE);
      expect(await codeAndTimes(call, statement())).toEqual(['OUTCOME_UNKNOWN', 2]);
    });
  });

  it('goes another way when a lost answer is followed by one that there is no such statement', async () => {
    const { statement, prepare } = repeatable.deleteUser;
    const { call, undone } = await prepare(backend().adapter());
    backend().drop(statement, { executed: false });
    backend().refuse(statement, NO_STATEMENT);
    expect(await codeAndTimes(call, statement)).toEqual(['none', 2]);
    expect(await undone(backend())).toBe(0);
  });

  async function codeAndTimes(call: () => Promise<unknown>, statement: RegExp): Promise<[string, number]> {
    let code = 'none';
    const sent = await backend().statementsOf(async () => {
      await call().catch((error: { code: string }) => {
        code = error.code;
      });
    });
    return [code, sent.filter((text) => statement.test(text)).length];
  }

  describe('an update of a session', () => {
    beforeAll(async () => {
      await backend().db.execute(sql`create table counted_sessions like sessions`);
      await backend().db.execute(sql`alter table counted_sessions add column uses int`);
    });

    it.each<[string, () => SQL | number, string, number]>([
      ['is sent again with a value of a function of the user’s own', () => 7, 'none', 2],
      ['is not sent again with SQL of the user’s own, which may count', () => counted, 'OUTCOME_UNKNOWN', 1],
    ])('%s', async (_title, refresh, code, times) => {
      const adapter = backend().adapter({ tables: { ...schema, sessions: countedBy(refresh) } });
      const { sessionToken } = await signIn(adapter);
      const statement = /^update `counted_sessions`/;
      backend().drop(statement, { executed: true });
      const call = () => adapter.updateSession({ sessionToken, expires: LATER });
      expect(await codeAndTimes(call, statement)).toEqual([code, times]);
    });
  });
}

const counted = sql`coalesce(uses, 0) + 1`;

/** Makes a table of sessions with a number that changes with every update. */
const countedBy = (refresh: () => SQL | number) =>
  mysqlTable('counted_sessions', {
    id: bigint('id', { mode: 'number' }).autoincrement().primaryKey(),
    sessionToken: varchar('session_token', { length: 255 }).notNull(),
    userId: varchar('user_id', { length: 12 }).notNull(),
    expires: datetime('expires', { fsp: 6 }).notNull(),
    createdAt: datetime('created_at').notNull(),
    updatedAt: datetime('updated_at').notNull(),
    uses: int('uses')
      .$defaultFn(() => 0)
      .$onUpdateFn(refresh),
  });
