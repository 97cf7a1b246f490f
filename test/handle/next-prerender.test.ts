import { Client } from '@planetscale/database';
import { createPool } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, inject, it, onTestFinished } from 'vitest';
import { MySqlAdapter as adapterOnDatabase, MySqlAdapterError } from '../../src/index.ts';
import { MySqlAdapter as adapterOnPool } from '../../src/mysql2.ts';
import { MySqlAdapter as adapterOnClient } from '../../src/planetscale.ts';
import type { Adapter, OpenBackend } from '../backends/backend.ts';
import { wantedBackends } from '../backends/index.ts';
import { inAnHour, newAccount, newUser, signIn } from '../support/rows/samples.ts';

const DIGEST = 'HANGING_PROMISE_REJECTION';

/** Makes the error as Next.js 16 does, in `server/dynamic-rendering-utils.js`. */
const endOfPrerender = (route: string, expression: string) =>
  Object.assign(new Error(`During prerendering, ${expression} rejects when the prerender is complete.`), {
    route,
    expression,
    digest: DIGEST,
  });

type Send = () => Promise<never>;

/** Adapters on each driver, through which every statement is sent by a function. */
const adapters: Readonly<Record<string, (send: Send) => Adapter>> = {
  mysql2: (send) => {
    const pool = createPool('mysql://root@127.0.0.1:1/app');
    onTestFinished(() => pool.end());
    return adapterOnPool(Object.assign(pool, { query: send, execute: send }));
  },
  'PlanetScale’s driver': (send) =>
    adapterOnClient(new Client({ url: 'https://root:x@db.example', fetch: send })),
  'a function that returns the database': (send) => adapterOnDatabase(send),
};

const calls: Readonly<Record<string, (adapter: Adapter) => Promise<unknown>>> = {
  getSessionAndUser: (adapter) => adapter.getSessionAndUser('token'),
  updateSession: (adapter) => adapter.updateSession({ sessionToken: 'token', expires: inAnHour() }),
  deleteSession: (adapter) => adapter.deleteSession('token'),
  createUser: (adapter) => adapter.createUser(newUser()),
  linkAccount: (adapter) => adapter.linkAccount(newAccount('ada')),
  deleteUser: (adapter) => adapter.deleteUser('ada'),
};

describe.each(Object.entries(adapters))('in a prerender, over %s', (_driver, adapterOver) => {
  it.each(Object.entries(calls))(
    'passes on at once, as it is, what Next.js ends it with: %s',
    async (_name, call) => {
      const ended = endOfPrerender('/', 'fetch()');
      let tries = 0;
      const adapter = adapterOver(async () => {
        tries += 1;
        throw ended;
      });
      expect(await call(adapter).catch((thrown: unknown) => thrown)).toBe(ended);
      expect(tries).toBe(1);
    },
  );

  it('takes no error for that by its text, its code or its name', async () => {
    const error = Object.assign(new Error(DIGEST), { code: DIGEST, name: DIGEST, body: { digest: DIGEST } });
    const adapter = adapterOver(() => Promise.reject(error));
    await expect(adapter.getUser('x')).rejects.toBeInstanceOf(MySqlAdapterError);
  });
});

const servers = inject('servers');

describe.each(wantedBackends().filter(({ server }) => servers[server]))('$name', (backend) => {
  let open: OpenBackend;
  beforeAll(async () => {
    open = await backend.open(servers[backend.server] ?? '');
  });
  afterAll(() => open.close());

  it('takes no refusal that quotes a stored value for the end of a prerender', async () => {
    const adapter = open.adapter();
    const { userId } = await signIn(adapter);
    const session = { sessionToken: `digest ${DIGEST}`, userId, expires: inAnHour() };
    await adapter.createSession(session);
    await expect(adapter.createSession(session)).rejects.toMatchObject({ code: 'DUPLICATE' });
  });
});
