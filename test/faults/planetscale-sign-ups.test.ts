import { Client } from '@planetscale/database';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { runSql } from '../../dev/mysql/run-sql.ts';
import { createDatabase, type TemporaryDatabase } from '../../dev/mysql.ts';
import { type Fault, type PlanetScaleServer, startPlanetScale } from '../../dev/planetscale.ts';
import { MySqlAdapter } from '../../src/planetscale.ts';
import { basicSql } from '../backends/backend.ts';
import { newAccount, newUser } from '../support/rows/samples.ts';

type Trouble = { kind: 'drop' | 'html'; executed: boolean; status: number };

const url = inject('servers').mysql;

describe.skipIf(!url)('a first account whose link meets a fault on the way to PlanetScale', () => {
  let database: TemporaryDatabase;
  let planetscale: PlanetScaleServer;
  const warnings: string[] = [];
  const adapterOnClient = () =>
    MySqlAdapter(new Client({ url: planetscale.url }), {
      logger: { warn: (message) => void warnings.push(message) },
    });

  beforeAll(async () => {
    database = await createDatabase(url ?? '');
    await runSql(database.url, await basicSql());
    planetscale = await startPlanetScale(database.url);
  });
  afterAll(async () => {
    await planetscale?.close();
    await database?.drop();
  });

  /** Signs somebody up with faults on the way; returns the error, and the user if there is one. */
  async function signUp(...faults: Fault[]) {
    warnings.splice(0);
    const adapter = adapterOnClient();
    const { id } = await adapter.createUser(newUser());
    for (const fault of faults) planetscale.inject(fault);
    const error = await adapter.linkAccount(newAccount(id)).catch((thrown: unknown) => thrown);
    return { error, user: await adapter.getUser(id), warnings: [...warnings] };
  }

  it.each<[string, Trouble]>([
    ['the connection ends before the answer', { kind: 'drop', executed: true, status: 0 }],
    ['the connection ends before the statement', { kind: 'drop', executed: false, status: 0 }],
    ['a proxy answers with a page after the statement', { kind: 'html', executed: true, status: 502 }],
    ['a proxy answers with a page in place of it', { kind: 'html', executed: false, status: 502 }],
  ])(
    'looks whether the account is there where nobody knows, and keeps its user: %s',
    async (_case, trouble) => {
      const { error, user, warnings } = await signUp({ ...trouble, statement: /^insert into `accounts`/ });
      expect(error).toMatchObject({ code: 'OUTCOME_UNKNOWN' });
      expect(user === null).toBe(!trouble.executed);
      expect(warnings).toEqual([]);
    },
  );

  it('keeps a user whom a method returned before the answer of createUser was lost', async () => {
    const adapter = adapterOnClient();
    const user = newUser();
    let seen: unknown;
    const wait = async () => {
      seen = await adapter.getUserByEmail(user.email);
      throw new Error('The answer is lost.');
    };
    planetscale.inject({ kind: 'slow', statement: /^insert into `users`/, wait });
    await expect(adapter.createUser(user)).rejects.toMatchObject({ code: 'OUTCOME_UNKNOWN' });
    expect(seen).toMatchObject({ email: user.email });
    expect(await adapter.getUserByEmail(user.email)).toEqual(seen);
  });

  it('removes the user when it is known that there is none', async () => {
    const { error, user } = await signUp({ kind: 'unauthenticated', statement: /^insert into `accounts`/ });
    expect(error).toMatchObject({ code: 'CONNECTION_LOST' });
    expect(user).toBeNull();
  });

  it('throws the error of the link when the removal meets a fault too, and warns of that', async () => {
    const { error, user, warnings } = await signUp(
      { kind: 'unauthenticated', statement: /^insert into `accounts`/ },
      { kind: 'drop', executed: false, statement: /^delete from `users`/, times: 3 },
    );
    expect(error).toMatchObject({ code: 'CONNECTION_LOST', table: 'accounts' });
    expect(warnings).toEqual([expect.stringContaining('OUTCOME_UNKNOWN')]);
    expect(user).not.toBeNull();
  });
});
