import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { type Database, MySqlAdapter } from '../../src/index.ts';
import { sessions, users } from '../../src/schema/index.ts';
import { type OpenBackend, replicated as replicatedBy } from '../backends/backend.ts';
import { wantedBackends } from '../backends/index.ts';
import { expectWholeLife, wholeLifeOptions } from '../support/calls/whole-life.ts';
import { newUser, signIn } from '../support/rows/samples.ts';

const servers = inject('servers');

describe.each(wantedBackends().filter(({ server }) => servers[server]))('$name', (backend) => {
  let primary: OpenBackend;
  let replica: OpenBackend;
  beforeAll(async () => {
    primary = await backend.open(servers[backend.server] ?? '');
    replica = await backend.open(servers[backend.server] ?? '');
  });
  afterAll(() => Promise.all([primary.close(), replica.close()]));

  const replicated = (): Database => replicatedBy(primary.source(), replica.source());
  const nested = (): Database => replicatedBy(replicated(), replica.source());

  it.each([
    ['a database with replicas', () => replicated()],
    ['replicas within replicas', () => nested()],
    ['a function that returns one', () => replicated],
    ['a function that promises one', () => async () => replicated()],
    ['a database that connects when it is used', () => lazily(replicated)],
  ])('sends everything to the primary, given %s', async (_case, source) => {
    const sent = await replica.statementsOf(() => expectWholeLife(MySqlAdapter(source(), wholeLifeOptions)));
    expect(sent).toEqual([]);
  });

  it('sends a transaction of a database with replicas to the primary', async () => {
    const sent = await replica.statementsOf(() =>
      replicated().transaction((transaction) => expectWholeLife(MySqlAdapter(transaction, wholeLifeOptions))),
    );
    expect(sent).toEqual([]);
  });

  it('lets a session end with its sign-out, which a replica has not heard of yet', async () => {
    const adapter = MySqlAdapter(replicated());
    const session = await signIn(adapter);
    const now = new Date();
    const bookkeeping = { createdAt: now, updatedAt: now };
    await replica.db.insert(users).values({ ...newUser(), id: session.userId, ...bookkeeping });
    await replica.db.insert(sessions).values({ ...session, ...bookkeeping });
    await adapter.deleteSession(session.sessionToken);
    expect(await replica.db.select().from(sessions)).toMatchObject([session]);
    expect(await adapter.getSessionAndUser(session.sessionToken)).toBeNull();
  });
});

/** Wraps a database as programs do that must not connect when they are imported. */
function lazily(open: () => Database): Database {
  let opened: Database | undefined;
  return new Proxy({} as Database, {
    get(_target, name) {
      opened ??= open();
      return Reflect.get(opened, name);
    },
  });
}
