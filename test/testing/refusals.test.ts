import { drizzle } from 'drizzle-orm/mysql2';
import { createPool } from 'mysql2/promise';
import { afterAll, afterEach, expect, it, vi } from 'vitest';
import { MySqlAdapter } from '../../src/index.ts';
import * as schema from '../../src/schema/index.ts';
import { refuseInProduction } from '../../src/testing/production.ts';
import { type SignInForTestOptions, signInForTest } from '../../src/testing.ts';

// Nobody answers there: what is refused has sent nothing.
const pool = createPool('mysql://root:hunter2@127.0.0.1:1/x');
afterAll(() => pool.end());
const adapter = MySqlAdapter(drizzle({ client: pool }));
const baseUrl = 'http://localhost:3000';
const refused = (message: string) => ({ name: 'MySqlAdapterError', code: 'INVALID_ARGUMENT', message });

const NO_ADDRESS = 'Expected `baseUrl` to be an address such as http://localhost:3000, got ';
const NO_NAME = 'Expected `cookieName` to be the name of a cookie, such as authjs.session-token, got ';
const NO_SECONDS = 'Expected `maxAgeSeconds` to be a whole number above 0, got ';
const COLUMNS =
  'Expected `user` to have only columns of table users (name, email, emailVerified, image), got ';

it.each<[Record<string, unknown> | undefined, string]>([
  [undefined, 'Expected `options` to be an object, got undefined.'],
  [{}, `${NO_ADDRESS}undefined.`],
  [{ baseUrl: '' }, `${NO_ADDRESS}text that is none.`],
  [{ baseUrl: '/hunter2' }, `${NO_ADDRESS}text that is none.`],
  [{ baseUrl: 'ftp://root:hunter2@localhost' }, `${NO_ADDRESS}text that is none.`],
  [{ baseUrl: new URL(baseUrl) }, `${NO_ADDRESS}an instance of URL.`],
])('refuses to sign in nowhere: case %#', async (options, message) => {
  const signedIn = signInForTest(adapter, options as unknown as SignInForTestOptions);
  await expect(signedIn).rejects.toMatchObject(refused(message));
});

it.each<[Record<string, unknown>, string]>([
  [{ nextAuth: '4' }, 'Expected `nextAuth` to be 4 or 5, got "4".'],
  [{ nextAuth: 3 }, 'Expected `nextAuth` to be 4 or 5, got a number.'],
  [{ cookieName: 'a b' }, `${NO_NAME}text with other characters, or none.`],
  [{ cookieName: '' }, `${NO_NAME}text with other characters, or none.`],
  [{ cookieName: 'a=b;c' }, `${NO_NAME}text with other characters, or none.`],
  [{ cookieName: null }, `${NO_NAME}null.`],
  [{ maxAgeSeconds: 0 }, `${NO_SECONDS}0.`],
  [{ maxAgeSeconds: -1 }, `${NO_SECONDS}-1.`],
  [{ maxAgeSeconds: 0.5 }, `${NO_SECONDS}0.5.`],
  [{ maxAgeSeconds: Number.NaN }, `${NO_SECONDS}NaN.`],
  [{ maxAgeSeconds: '60' }, `${NO_SECONDS}a string.`],
  [{ user: 'ada' }, 'Expected `user` to be an object, got a string.'],
  [{ user: null }, 'Expected `user` to be an object, got null.'],
  [{ user: { id: 7 } }, 'Expected `user.id` to be a string, got a number.'],
  [{ user: { id: null } }, 'Expected `user.id` to be a string, got null.'],
  [{ user: { emial: 'ada@example.com' } }, `${COLUMNS}"emial".`],
  [{ user: { email: 7 } }, 'Expected `email` to be a string, got a number.'],
])('refuses options that it could not work with: case %#', async (options, message) => {
  await expect(signInForTest(adapter, { baseUrl, ...options })).rejects.toMatchObject(refused(message));
});

it('refuses an adapter that keeps no sessions, and what is no adapter', async () => {
  const jwt = MySqlAdapter(drizzle({ client: pool }), {
    usersTable: schema.users,
    accountsTable: schema.accounts,
  });
  const message =
    'Expected `adapter` to keep sessions in a table, got one without: with JWT sessions, make a cookie with `encode` of Auth.js instead.';
  await expect(signInForTest(jwt, { baseUrl })).rejects.toMatchObject(refused(message));
  await expect(
    signInForTest(
      { ...jwt, createSession: adapter.createSession, deleteSession: adapter.deleteSession },
      { baseUrl },
    ),
  ).rejects.toMatchObject(refused(message));
  await expect(signInForTest({}, { baseUrl })).rejects.toMatchObject({
    code: 'INVALID_ARGUMENT',
    message: expect.stringContaining('what MySqlAdapter() returned'),
  });
});

afterEach(() => {
  vi.unstubAllEnvs();
});

it('refuses to sign in anybody in production', async () => {
  vi.stubEnv('NODE_ENV', 'production');
  const signedIn = signInForTest(adapter, { baseUrl });
  await expect(signedIn).rejects.toMatchObject({
    code: 'INVALID_ARGUMENT',
    message: expect.stringContaining('NODE_ENV'),
  });
  for (const other of ['test', 'development', '', undefined]) {
    vi.stubEnv('NODE_ENV', other);
    await expect(signInForTest(adapter, { baseUrl })).rejects.toMatchObject({ code: 'CONNECTION_LOST' });
  }
});

it('refuses nothing where there is no process to read an environment from', () => {
  vi.stubEnv('NODE_ENV', 'production');
  for (const process of [undefined, {}, { env: undefined }]) {
    vi.stubGlobal('process', process);
    try {
      expect(refuseInProduction()).toBeUndefined();
    } finally {
      vi.unstubAllGlobals();
    }
  }
  expect(refuseInProduction).toThrow('NODE_ENV');
});
