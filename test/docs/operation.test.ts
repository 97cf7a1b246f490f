import { type AuthConfig, setEnvDefaults } from '@auth/core';
import { createPool } from 'mysql2/promise';
import { describe, expect, it, onTestFinished } from 'vitest';
import { runSql } from '../../dev/mysql/run-sql.ts';
import { isTokenColumn } from '../../src/adapter/keyring.ts';
import type { MySqlAdapterErrorCode } from '../../src/errors.ts';
import { MySqlAdapter } from '../../src/mysql2.ts';
import { oneTimeTokens } from '../../src/one-time-tokens.ts';
import * as tables from '../../src/schema/production.ts';
import { configureAuth } from '../support/auth/auth-config.ts';
import { byLink, followLink } from '../support/auth/providers.ts';
import { newVisitor, signedInAs } from '../support/auth/visitor.ts';
import { applyMigrations } from '../support/databases/apply-migrations.ts';
import { closedPort } from '../support/databases/closed-port.ts';
import { newDatabase, rowsOf, servers } from '../support/databases/new-database.ts';
import { codeUnder } from '../support/pages/code-under.ts';
import { importCode } from '../support/pages/import-code.ts';
import { newAccount, newUser, uniqueEmail } from '../support/rows/samples.ts';

const [logger = ''] = await codeUnder('operation.md', 'What to watch', 'ts');
const [counts = ''] = await codeUnder('operation.md', 'What to watch', 'sql');
const [endAll = ''] = await codeUnder('operation.md', 'After a restore', 'sql');
const [clearTokens = ''] = await codeUnder('operation.md', 'When something has leaked', 'sql');

const tokenColumns = Object.keys(tables.accounts).filter(isTokenColumn);

describe.each(servers)('on %s, by the page', (server) => {
  async function open(more: Partial<AuthConfig> = {}) {
    const url = await newDatabase(server);
    await applyMigrations(url);
    const pool = createPool(url);
    onTestFinished(() => pool.end());
    const [links, errors] = [new Map<string, string>(), [] as Error[]];
    const adapter = MySqlAdapter(pool, { tables });
    const config = { ...configureAuth(adapter, [byLink(links)], errors), ...more };
    const ask = async () => {
      const [visitor, email] = [newVisitor(config), uniqueEmail()];
      await visitor.post('/auth/signin/email', { email });
      return { visitor, email, follow: () => followLink(visitor, links, email) };
    };
    const signIn = async () => {
      const person = await ask();
      await person.follow();
      expect(await signedInAs(person.visitor)).toBe(person.email);
      return person;
    };
    return { url, adapter, config, errors, ask, signIn };
  }

  it('a restore ends all sessions and voids all links, and everybody can sign in again', async () => {
    const { url, ask, signIn } = await open();
    const [ada, eve] = [await signIn(), await ask()];
    await runSql(url, endAll);
    expect(await signedInAs(ada.visitor)).toBeUndefined();
    await eve.follow();
    expect(await signedInAs(eve.visitor)).toBeUndefined();
    await signIn();
  });

  it('after a leak, no account has a token any more', async () => {
    const { url, adapter } = await open();
    const { id } = await adapter.createUser(newUser());
    const tokens = Object.fromEntries(tokenColumns.map((name) => [name, `the ${name}`]));
    await adapter.linkAccount(newAccount(id, tokens));
    const stored = () => rowsOf<object>(url, `select ${tokenColumns.join()} from accounts`);
    expect(await stored()).toEqual([tokens]);
    await runSql(url, clearTokens);
    expect(await stored()).toEqual([Object.fromEntries(tokenColumns.map((name) => [name, null]))]);
  });

  it('expired rows are counted, and only those that should be gone', async () => {
    const { url, ask, signIn } = await open();
    const counted = async () => (await rowsOf<object>(url, counts)).map((row) => Object.values(row)[0]);
    await signIn();
    await ask();
    expect(await counted()).toEqual([0, 0]);
    for (const [hours, expected] of [
      [47, [0, 0]],
      [49, [1, 1]],
    ] as const) {
      const over = `expires = utc_timestamp() - interval ${hours} hour`;
      await runSql(url, `update sessions set ${over}; update verification_tokens set ${over}`);
      expect(await counted()).toEqual(expected);
    }
  });

  it('a new AUTH_SECRET leaves sessions and one-time tokens as they are, and voids links', async () => {
    const { adapter, config, ask, signIn } = await open();
    const [ada, eve] = [await signIn(), await ask()];
    const reset = oneTimeTokens(adapter, { purpose: 'password-reset' });
    const token = await reset.create(ada.email);
    config.secret = ['a new secret', String(config.secret)];
    expect(await signedInAs(ada.visitor)).toBe(ada.email);
    await eve.follow();
    expect(await signedInAs(eve.visitor)).toBeUndefined();
    expect(await reset.use(ada.email, token)).toBe(true);
    await signIn();
  });

  it('a new AUTH_SECRET leaves JWT sessions as long as the old one stays next to it', async () => {
    const { config, signIn } = await open({ session: { strategy: 'jwt' } });
    const { visitor, email } = await signIn();
    const old = String(config.secret);
    const cookies = new Map(visitor.cookies);
    config.secret = ['a new secret', old];
    expect(await signedInAs(newVisitor(config, { cookies: new Map(cookies) }))).toBe(email);
    config.secret = 'a new secret';
    expect(await signedInAs(newVisitor(config, { cookies }))).toBeUndefined();
  });
});

it('Auth.js reads a second AUTH_SECRET from the environment only if the configuration has no secret', () => {
  const environment = { AUTH_SECRET: 'old', AUTH_SECRET_1: 'new' };
  const secretOf = (secret?: string | string[]) => {
    const config: AuthConfig = { providers: [], basePath: '/auth', ...(secret && { secret }) };
    setEnvDefaults(environment, config);
    return config.secret;
  };
  expect(secretOf()).toEqual(['new', 'old']);
  expect(secretOf('old')).toBe('old');
  expect(secretOf(['new', 'old'])).toEqual(['new', 'old']);
});

it('the logger of the page counts the errors of the adapter in Auth.js, and nothing else', async () => {
  const { countErrors } = await importCode<{
    readonly countErrors: (count: (code: MySqlAdapterErrorCode) => void) => NonNullable<AuthConfig['logger']>;
  }>(logger);
  const [codes, printed] = [[] as string[], [] as unknown[]];
  const print = console.error;
  console.error = (error: unknown) => void printed.push(error);
  onTestFinished(() => {
    console.error = print;
  });
  const pool = createPool(`mysql://user:password@127.0.0.1:${await closedPort()}/site`);
  onTestFinished(() => pool.end());
  const { error } = countErrors((code) => void codes.push(code));
  const config = { ...configureAuth(MySqlAdapter(pool, { tables }), []), logger: { error } } as AuthConfig;
  const visitor = newVisitor(config, { cookies: new Map([['authjs.session-token', 'a token']]) });
  await visitor.get('/auth/session');
  expect(codes).toEqual(['CONNECTION_LOST']);
  error?.(new Error('of something else'));
  expect(codes).toHaveLength(1);
  expect(printed).toEqual([
    expect.objectContaining({ type: 'AdapterError' }),
    expect.objectContaining({ type: 'SessionTokenError' }),
    new Error('of something else'),
  ]);
});
