import { inspect } from 'node:util';
import { type AuthConfig, skipCSRFCheck } from '@auth/core';
import { sql } from 'drizzle-orm';
import { expect, it, onTestFinished, vi } from 'vitest';
import { MySqlAdapter, MySqlAdapterError, type MySqlAdapterErrorCode } from '../../../src/index.ts';
import type { Adapter, OpenBackend } from '../../backends/backend.ts';
import { startOAuthServer } from '../../support/auth/oauth-server.ts';
import { atProvider, signInAtProvider } from '../../support/auth/providers.ts';
import { newVisitor } from '../../support/auth/visitor.ts';
import { inAnHour, newAccount, newUser, signIn, unique, uniqueEmail } from '../../support/rows/samples.ts';

interface Case {
  readonly code: MySqlAdapterErrorCode;
  /** Causes the error with arguments that hold the secret. */
  readonly provoke: (adapter: Adapter, secret: string) => Promise<unknown>;
}

/** Every code that can be caused without a fault on the network. */
const cases: readonly Case[] = [
  { code: 'INVALID_ARGUMENT', provoke: (adapter, secret) => adapter.getUser({ secret } as never) },
  {
    code: 'INVALID_ARGUMENT',
    provoke: (adapter, secret) => adapter.createUser(newUser({ email: `${secret}\ud800` })),
  },
  {
    code: 'VALUE_TOO_LONG',
    provoke: (adapter, secret) => adapter.createUser(newUser({ email: secret.padEnd(256, '-') })),
  },
  {
    code: 'EMAIL_TAKEN',
    provoke: async (adapter, secret) => {
      await adapter.createUser(newUser({ email: `${secret}@example.com` }));
      return adapter.createUser(newUser({ email: `${secret}@EXAMPLE.com` }));
    },
  },
  {
    code: 'EMAIL_LOOKALIKE',
    provoke: async (adapter, secret) => {
      await adapter.createUser(newUser({ email: `${secret}e@example.com` }));
      return adapter.createUser(newUser({ email: `${secret}é@example.com` }));
    },
  },
  {
    code: 'ACCOUNT_ALREADY_LINKED',
    provoke: async (adapter, secret) => {
      const [owner, other] = [await adapter.createUser(newUser()), await adapter.createUser(newUser())];
      const account = newAccount(owner.id, { providerAccountId: secret });
      await adapter.linkAccount(account);
      return adapter.linkAccount({ ...account, userId: other.id });
    },
  },
  { code: 'USER_NOT_FOUND', provoke: (adapter, secret) => adapter.updateUser({ id: secret.slice(-12) }) },
  {
    code: 'DUPLICATE',
    provoke: async (adapter, secret) => {
      const { userId } = await signIn(adapter);
      const session = { sessionToken: secret, userId, expires: inAnHour() };
      await adapter.createSession(session);
      return adapter.createSession(session);
    },
  },
  {
    // The trigger quotes the row, as a driver's own error may.
    code: 'DATABASE',
    provoke: (adapter, secret) =>
      adapter.createUser(newUser({ name: 'refused', email: `${secret}@example.com` })),
  },
  {
    code: 'RETRIES_EXHAUSTED',
    provoke: (adapter, secret) =>
      adapter.createUser(newUser({ name: 'deadlock', email: `${secret}@example.com` })),
  },
];

const TRIGGER = `create trigger talkative before insert on users for each row begin
  if new.name = 'refused' then signal sqlstate '45000' set message_text = new.email;
  elseif new.name = 'deadlock' then signal sqlstate '40001' set mysql_errno = 1213, message_text = new.email;
  end if; end`;

export function errorsContract(backend: () => OpenBackend): void {
  /** Makes the database refuse some users with an error that quotes them, while a test runs. */
  async function refuseSome() {
    await backend().db.execute(sql.raw(TRIGGER));
    onTestFinished(async () => void (await backend().db.execute(sql`drop trigger talkative`)));
  }

  it.each(cases)('says $code without the value, in no part of the error', async ({ code, provoke }) => {
    await refuseSome();
    const secret = unique('secret');
    const error = await provoke(backend().adapter(), secret).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(MySqlAdapterError);
    expect(error).toMatchObject({ code });
    expect(everythingOf(error)).not.toMatch(new RegExp(`${secret.slice(-12)}|insert into|select `, 'i'));
  });

  it("gives the cause as a new error with the database's own numbers, none of which is printed as data", async () => {
    await refuseSome();
    const user = newUser({ name: 'refused' });
    const error = await backend()
      .adapter()
      .createUser(user)
      .catch((thrown: unknown) => thrown);
    const { cause } = error as { cause: Error };
    expect(Object.getPrototypeOf(cause)).toBe(Error.prototype);
    expect(cause).toMatchObject({ errno: 1644, sqlState: '45000' });
    expect(Object.keys(cause)).toEqual([]);
    expect(cause.cause).toBeUndefined();
  });

  it('gives Auth.js nothing secret to log, whatever goes wrong with a sign-in', async () => {
    await refuseSome();
    const provider = await startOAuthServer();
    onTestFinished(() => provider.close());
    const logged = vi.spyOn(console, 'error').mockImplementation(() => {});
    onTestFinished(() => logged.mockRestore());
    const config: AuthConfig = {
      providers: [atProvider(provider.url)],
      secret: 'a secret of the test',
      trustHost: true,
      basePath: '/auth',
      skipCSRFCheck,
      session: { strategy: 'database' },
    };
    const secrets = [unique('subject'), unique('name'), uniqueEmail()] as const;
    const [sub, name, email] = secrets;
    const attempts: [Adapter, object][] = [
      [backend().adapter(), { sub, name, email: `${email}${'x'.repeat(256)}` }],
      [backend().adapter(), { sub, name: 'refused', email }],
      [backend().adapter(), { sub: sub.padEnd(256, '-'), name, email }],
      [MySqlAdapter(backend().unreachable()), { sub, name, email }],
    ];
    for (const [adapter, person] of attempts) {
      logged.mockClear();
      provider.signsIn(person as never);
      const response = await signInAtProvider(newVisitor({ ...config, adapter }));
      expect(response.headers.get('location')).toContain('error=Configuration');
      const text = logged.mock.calls.map((call) => call.map(everythingOf).join(' ')).join('\n');
      expect(text).toContain('[auth][cause]');
      expect(text).toContain('MySqlAdapterError');
      for (const secret of [...secrets, 'access', 'hunter2', 'insert into', 'select ']) {
        expect(text).not.toContain(secret);
      }
    }
  });
}

/** Prints a value in every way that a logger might. */
const everythingOf = (value: unknown): string =>
  [
    String(value),
    JSON.stringify(value),
    inspect(value, { depth: 9, showHidden: true }),
    value instanceof Error ? value.stack : '',
  ].join('\n');
