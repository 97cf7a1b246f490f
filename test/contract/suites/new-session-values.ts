import { eq, sql } from 'drizzle-orm';
import { int, varchar } from 'drizzle-orm/mysql-core';
import { beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { MySqlAdapterOptions } from '../../../src/index.ts';
import { createTables, deviceColumns } from '../../../src/schema/index.ts';
import type { OpenBackend } from '../../backends/backend.ts';
import { inAnHour, newUser, unique } from '../../support/rows/samples.ts';
import { notReady } from '../not-ready.ts';

type Values = NonNullable<MySqlAdapterOptions['newSessionValues']>;

const columns = () => ({
  ...deviceColumns(),
  logins: int('logins'),
  place: varchar('place', { length: 10 }).notNull().default('unknown'),
  // In the database, it holds five characters.
  narrow: varchar('narrow', { length: 255 }),
});
const made = {
  basic: createTables({ prefix: 'valued_', extend: { sessions: columns() } }),
  production: createTables({ base: 'production', prefix: 'valued_', extend: { sessions: columns() } }),
};

/** Values for columns of a site's own, asked for when a session is created. */
export function newSessionValuesContract(
  backend: () => OpenBackend,
  base: keyof typeof made = 'basic',
): void {
  const tables = { ...made[base], authenticators: undefined };
  const { sessions } = tables;
  const insertSession = /^insert into `valued_sessions`/;

  beforeAll(async () => {
    const { db } = backend();
    for (const name of ['users', 'accounts', 'sessions', 'verification_tokens'])
      await db.execute(sql`create table ${sql.identifier(`valued_${name}`)} like ${sql.identifier(name)}`);
    await db.execute(sql`alter table valued_sessions add user_agent varchar(255), add ip_address varchar(45),
      add logins int, add place varchar(10) not null default 'unknown', add narrow varchar(5)`);
  });

  /** Creates a session with an adapter that has the option, and returns what is known of it. */
  async function open(values: Values) {
    const warn = vi.fn<(message: string) => void>();
    const newSessionValues = vi.fn(values);
    const adapter = backend().adapter({ tables, newSessionValues, logger: { warn } });
    const { id: userId } = await adapter.createUser(newUser());
    const create = async (more: object = {}) => {
      const session = { sessionToken: unique('session'), userId, expires: inAnHour(), ...more };
      const created = await adapter.createSession(session);
      const [row] = await backend()
        .db.select()
        .from(sessions)
        .where(eq(sessions.sessionToken, session.sessionToken));
      return { session, created, row };
    };
    return { adapter, userId, create, warned: () => warn.mock.calls.flat(), newSessionValues };
  }

  it.each([
    ['at once', (values: object) => values],
    ['in a promise', async (values: object) => values],
  ])('are stored and returned, with the one INSERT, if they come %s', async (_how, give) => {
    const values = { userAgent: 'Firefox', ipAddress: '203.0.113.0/24', logins: 3 };
    const { adapter, create, newSessionValues, userId, warned } = await open(() => give(values) as never);
    let made: Awaited<ReturnType<typeof create>> | undefined;
    const sent = await backend().statementsOf(async () => {
      made = await create();
    });
    expect(sent.filter((text) => !text.startsWith('select'))).toHaveLength(1);
    expect(made?.created).toEqual({ ...made?.session, expires: made?.row?.expires, narrow: null, ...values });
    expect(made?.row).toMatchObject({ ...values, place: 'unknown' });
    const read = await adapter.getSessionAndUser(made?.session.sessionToken ?? '');
    expect(read?.session).toMatchObject({ ...values, place: 'unknown' });
    expect(newSessionValues.mock.calls).toEqual([[{ userId }]]);
    expect(warned()).toEqual([]);
  });

  it('are asked for once, however often the INSERT is sent', async () => {
    const { create, newSessionValues } = await open(() => ({ narrow: 'too long', userAgent: 'Firefox' }));
    backend().refuse(insertSession, { ...notReady['a tablet that hands over'], times: 2 });
    let made: Awaited<ReturnType<typeof create>> | undefined;
    const sent = await backend().statementsOf(async () => {
      made = await create();
    });
    // Twice while the database is not ready, once with a value that only the database knows not to fit, once without it.
    expect(sent.filter((text) => insertSession.test(text))).toHaveLength(4);
    expect(made?.row).toMatchObject({ narrow: null, userAgent: 'Firefox' });
    expect(newSessionValues).toHaveBeenCalledTimes(1);
  });

  const hostile = new Proxy({}, { ownKeys: () => expect.fail('hunter2') });
  const failing: readonly (readonly [string, () => unknown])[] = [
    ['throws', () => expect.fail('hunter2')],
    ['rejects', () => Promise.reject(new Error('hunter2'))],
    ['rejects with a text', () => Promise.reject('hunter2')],
    ['rejects with undefined', () => Promise.reject()],
    ['returns undefined', () => undefined],
    ['returns null', () => null],
    ['returns a string', () => 'hunter2'],
    ['returns an array', () => ['hunter2']],
    ['returns a promise of undefined', async () => undefined],
    ['returns a promise of a string', async () => 'hunter2'],
    ['returns a promise of an array', async () => ['hunter2']],
    ['returns an object that cannot be read', () => hostile],
    [
      'returns an object with a getter that throws',
      () => ({
        get userAgent() {
          return expect.fail('hunter2');
        },
      }),
    ],
  ];
  it.each(failing)(
    'keep nobody out if the function %s, with a warning that is no secret',
    async (_how, fail) => {
      const { adapter, create, warned } = await open(fail as never);
      const { created, row, session } = await create();
      expect(created).toMatchObject({ sessionToken: session.sessionToken, userAgent: null });
      expect(row).toMatchObject({ userAgent: null, place: 'unknown' });
      expect(await adapter.getSessionAndUser(session.sessionToken)).not.toBeNull();
      expect(warned()).toEqual([
        expect.stringMatching(/^newSessionValues\(\) failed, and a session was created/),
      ]);
      expect(warned().join()).not.toContain('hunter2');
    },
  );

  const misfits: readonly (readonly [string, string, unknown])[] = [
    ['user_agent', 'userAgent', 'x'.repeat(256)],
    ['user_agent', 'userAgent', 'hunter2 \ud83d'],
    ['user_agent', 'userAgent', { hunter2: true }],
    ['user_agent', 'userAgent', Symbol('hunter2')],
    ['ip_address', 'ipAddress', ['hunter2']],
    ['logins', 'logins', 'hunter2'],
    ['logins', 'logins', 2 ** 40],
    ['narrow', 'narrow', 'hunter2'],
    ['place', 'place', 'hunter2hunter2'],
    ['place', 'place', { hunter2: true }],
  ];
  it.each(misfits)(
    'are left out if they do not fit %s, with one warning for the column: case %#',
    async (column, key, value) => {
      const { create, warned } = await open(() => ({ userAgent: 'Firefox', [key]: value }));
      for (let times = 0; times < 2; times++) {
        const { created, row } = await create();
        expect(row).toMatchObject({ userAgent: 'Firefox', [key]: key === 'place' ? 'unknown' : null });
        if (key !== 'place') expect(created).toMatchObject({ userAgent: 'Firefox', [key]: null });
      }
      expect(warned()).toEqual([expect.stringContaining(`does not fit valued_sessions.${column} `)]);
      expect(warned().join()).not.toContain('hunter2');
    },
  );

  it('may be undefined or null, for the default of the column', async () => {
    const { create, warned } = await open(() => ({ userAgent: undefined, place: null, logins: null }));
    expect((await create()).row).toMatchObject({ userAgent: null, place: 'unknown', logins: null });
    expect(warned()).toEqual([]);
  });

  it.each(['id', 'userId', 'sessionToken', 'expires', 'createdAt', 'updatedAt'])(
    'change nothing that the adapter decides on, which is said once: %s',
    async (key) => {
      const id = 2 ** 40;
      const value = { id, userId: 'eve', sessionToken: 'eve' }[key] ?? new Date(0);
      const { create, userId, warned } = await open(() => ({ userAgent: 'Firefox', [key]: value }));
      const { row, session } = await create();
      expect(row).toMatchObject({ userId, sessionToken: session.sessionToken, userAgent: 'Firefox' });
      expect(row?.id).not.toBe(id);
      expect(Number(row?.expires)).toBeGreaterThan(Date.now());
      for (const date of [row?.createdAt, row?.updatedAt])
        expect(Number(date)).toBeGreaterThan(Date.now() - 600_000);
      await create();
      expect(warned()).toEqual([`newSessionValues() returned "${key}", which is no column that you added.`]);
    },
  );

  it('are ignored, with one warning, if there are no such columns, whatever visitors name them', async () => {
    let name = 'browser\n';
    const { create, warned } = await open(() => ({ [name]: 'hunter2', userAgent: 'Firefox' }));
    expect((await create()).row).toMatchObject({ userAgent: 'Firefox' });
    name = 'x-other';
    await create();
    expect(warned()).toEqual([
      'newSessionValues() returned "browser\\n", which is no column that you added.',
    ]);
  });

  it('yield to what a copy of the adapter gives itself', async () => {
    const { create } = await open(() => ({ userAgent: 'Firefox', ipAddress: '203.0.113.0/24' }));
    const { row } = await create({ userAgent: 'Safari' });
    expect(row).toMatchObject({ userAgent: 'Safari', ipAddress: '203.0.113.0/24' });
  });

  describe('from an object that inherits', () => {
    it.each([
      ['from its own prototype', () => Object.create({ userAgent: 'eve', userId: 'eve' })],
      ['by a key of JSON', () => JSON.parse('{ "__proto__": { "userAgent": "eve" } }')],
    ])('are its own alone: %s', async (_how, values) => {
      const { create, userId } = await open(values);
      expect((await create()).row).toMatchObject({ userAgent: null, userId });
    });

    it('are its own alone, when somebody has polluted every object', async () => {
      const { create } = await open(() => ({ ipAddress: '203.0.113.0/24' }));
      const prototype = Object.prototype as { userAgent?: string };
      onTestFinished(() => {
        delete prototype.userAgent;
      });
      const creating = create();
      prototype.userAgent = 'eve';
      await creating.finally(() => delete prototype.userAgent);
      const { row } = await creating;
      expect(row).toMatchObject({ userAgent: null, ipAddress: '203.0.113.0/24' });
    });
  });
}
