import { inspect } from 'node:util';
import { sql } from 'drizzle-orm';
import { createPool } from 'mysql2/promise';
import { expect, it } from 'vitest';
import { MySqlAdapter, MySqlAdapterError } from '../../../src/index.ts';
import type { OpenBackend } from '../../backends/backend.ts';
import { newUser, signIn } from '../../support/rows/samples.ts';

export function databaseHandleContract(backend: () => OpenBackend): void {
  it('works on a Drizzle database, on a function that returns one, and on one that promises one', async () => {
    const db = backend().source();
    for (const source of [db, () => db, async () => db]) {
      const adapter = MySqlAdapter(source);
      const user = await adapter.createUser(newUser());
      expect(await adapter.getUser(user.id)).toEqual(user);
      await adapter.deleteUser(user.id);
      expect(await adapter.getUser(user.id)).toBeNull();
    }
  });

  it('says so when the function fails or returns no database, and repeats nothing of its error', async () => {
    const failing = () => {
      throw new Error('connect failed: mysql://root:hunter2@db');
    };
    const error = await MySqlAdapter(failing)
      .getUser('x')
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: 'MySqlAdapterError', code: 'UNSUPPORTED_CLIENT' });
    // The place may be named, so that a mistake in the function can be found.
    expect(inspect(error)).toContain('at failing');
    expect(inspect(error, { depth: 9, showHidden: true })).not.toContain('hunter2');
    const unreachable = Object.assign(new Error('hunter2'), { code: 'ECONNREFUSED' });
    const lost = MySqlAdapter(() => Promise.reject(unreachable)).getUser('x');
    await expect(lost).rejects.toMatchObject({ code: 'CONNECTION_LOST' });
    for (const wrong of [undefined, {}, createPool('mysql://root@127.0.0.1:1')]) {
      const adapter = MySqlAdapter((() => wrong) as never);
      await expect(adapter.getUser('x')).rejects.toMatchObject({ code: 'UNSUPPORTED_CLIENT' });
    }
  });

  it('works inside a Drizzle transaction, and is undone with it', async () => {
    const db = backend().source();
    let id = '';
    const failed = db.transaction(async (transaction) => {
      const adapter = MySqlAdapter(transaction);
      id = (await adapter.createUser(newUser())).id;
      expect(await adapter.getUser(id)).not.toBeNull();
      transaction.rollback();
    });
    await expect(failed).rejects.toThrow('Rollback');
    expect(await backend().adapter().getUser(id)).toBeNull();
  });

  it('passes on errors inside a transaction, so that nothing half-done is committed', async () => {
    const { sessionToken } = await signIn(backend().adapter());
    await backend().db.execute(sql`create trigger refused before delete on sessions for each row
      begin if old.session_token = ${sql.raw(`'${sessionToken}'`)} then signal sqlstate '45000'; end if; end`);
    const db = backend().source();
    const ended = db.transaction((transaction) => MySqlAdapter(transaction).deleteSession(sessionToken));
    await expect(ended).rejects.toMatchObject({ code: 'DATABASE', cause: { errno: 1644 } });
  });

  it('is a plain object whose functions need no this', async () => {
    const adapter = backend().adapter();
    expect(Object.getPrototypeOf(adapter)).toBe(Object.prototype);
    const { createUser, getUser } = adapter;
    expect(await getUser((await createUser(newUser())).id)).not.toBeNull();
  });

  it('says that the database cannot be reached, without its address or password', async () => {
    const adapter = MySqlAdapter(backend().unreachable());
    // Also for a write, which is known not to have happened.
    const calls = [
      () => adapter.getUser('x'),
      () => adapter.createUser(newUser()),
      () => adapter.deleteUser('x'),
    ];
    for (const call of calls) {
      const error = await call().catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(MySqlAdapterError);
      expect(error).toMatchObject({ code: 'CONNECTION_LOST' });
      expect(inspect(error, { depth: 9, showHidden: true })).not.toMatch(/hunter2|127\.0\.0\.1/);
    }
  });

  it('keeps addresses, tokens and SQL out of its errors', async () => {
    const adapter = backend().adapter();
    const session = await signIn(adapter);
    const user = await adapter.createUser(newUser());
    const errors = await Promise.all([
      adapter.createSession(session).catch((thrown: unknown) => thrown),
      adapter.createUser(newUser({ email: user.email })).catch((thrown: unknown) => thrown),
      adapter.createUser(newUser({ email: 'n'.repeat(300) })).catch((thrown: unknown) => thrown),
    ]);
    expect(errors.map((error) => (error as MySqlAdapterError).code)).toEqual([
      'DUPLICATE',
      'EMAIL_TAKEN',
      'VALUE_TOO_LONG',
    ]);
    const printed = errors.map((error) => inspect(error, { depth: 9, showHidden: true })).join('\n');
    for (const secret of [session.sessionToken, user.email, 'nnn', 'insert into']) {
      expect(printed).not.toContain(secret);
    }
    expect(errors[0]).toMatchObject({ cause: { code: 'ER_DUP_ENTRY', errno: 1062, sqlState: '23000' } });
  });
}
