import { expect, it } from 'vitest';
import { withCredentialSessions } from '../../src/credentials.ts';

/** What Auth.js passes to `jwt.encode`: the `maxAge` is that of next-auth 4, always 30 days. */
const given = (token: unknown) =>
  ({ token, secret: 'hunter2', salt: 'x', maxAge: 30 * 24 * 60 * 60 }) as never;

/** Makes an adapter that keeps what it is asked to create. */
function newAdapter() {
  const created: { sessionToken: string; userId: string; expires: Date }[] = [];
  const createSession = async (session: (typeof created)[number]) => {
    created.push(session);
    return session;
  };
  return { created, createSession };
}

const encodeOf = (config: object) =>
  (config as { jwt: { encode(params: never): Promise<string> } }).jwt.encode;

it('changes only the session and what is encoded, and nothing of what was given', () => {
  const adapter = newAdapter();
  const session = { strategy: 'database', maxAge: 60, updateAge: undefined };
  const jwt = { secret: 'hunter2', maxAge: 7, encode: undefined };
  const config = { adapter, session, jwt, providers: [], debug: false, pages: { signIn: '/' } };
  const before = structuredClone({ session, jwt });
  const changed = withCredentialSessions(config);
  expect(changed).toEqual({
    ...config,
    session: { maxAge: 60 },
    jwt: { secret: 'hunter2', maxAge: 7, encode: expect.any(Function), decode: expect.any(Function) },
  });
  // Undefined, these would replace the defaults of Auth.js, and the strategy is refused with credentials alone.
  expect(Object.keys(changed.session)).toEqual(['maxAge']);
  expect(Object.keys(changed).sort()).toEqual(Object.keys(config).sort());
  expect({ session: config.session, jwt: config.jwt }).toEqual(before);
  expect(changed.adapter).toBe(adapter);
});

it('adds what is missing: options of sessions without any, and those of JWTs', () => {
  const adapter = newAdapter();
  for (const more of [{}, { session: undefined, jwt: undefined }, { session: {}, jwt: {} }])
    expect(withCredentialSessions({ adapter, ...more })).toEqual({
      adapter,
      session: {},
      jwt: { encode: expect.any(Function), decode: expect.any(Function) },
    });
});

it('can be given what it has returned only without its jwt, of which it says so', () => {
  const changed = withCredentialSessions({ adapter: newAdapter() });
  expect(() => withCredentialSessions(changed)).toThrow('Expected `config.jwt.encode` to be left out');
});

it('encodes a token as a session that lasts for session.maxAge, whatever Auth.js says, or 30 days', async () => {
  for (const [session, seconds] of [
    [{ maxAge: 3600 }, 3600],
    [{ maxAge: 0.5 }, 0.5],
    [undefined, 30 * 24 * 60 * 60],
    [{ maxAge: undefined }, 30 * 24 * 60 * 60],
  ] as const) {
    const adapter = newAdapter();
    const before = Date.now();
    const encoded = await encodeOf(withCredentialSessions({ adapter, session }))(given({ sub: 'ada' }));
    const after = Date.now();
    expect(adapter.created).toEqual([{ sessionToken: encoded, userId: 'ada', expires: expect.any(Date) }]);
    expect(encoded).toMatch(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/);
    const expires = Number(adapter.created[0]?.expires);
    expect(expires).toBeGreaterThanOrEqual(before + seconds * 1000);
    expect(expires).toBeLessThanOrEqual(after + seconds * 1000);
  }
});

it('returns the token of the session that was created, as Auth.js puts it into a cookie', async () => {
  const sessionTokens = ['chosen', undefined, 7];
  for (const sessionToken of sessionTokens) {
    const adapter = { createSession: async () => (sessionToken ? { sessionToken } : undefined) };
    const session = { generateSessionToken: () => 'made' };
    const encoded = await encodeOf(withCredentialSessions({ adapter, session }))(given({ sub: 'ada' }));
    expect(encoded).toBe(sessionToken === 'chosen' ? 'chosen' : 'made');
  }
});

it.each([
  [undefined, 'undefined'],
  [null, 'undefined'],
  [{}, 'undefined'],
  [{ sub: '' }, 'an empty string'],
  [{ sub: 7 }, 'a number'],
  [{ sub: ['hunter2'] }, 'an array'],
])('creates no session for a token that does not say whose: %j', async (token, got) => {
  const adapter = newAdapter();
  await expect(encodeOf(withCredentialSessions({ adapter }))(given(token))).rejects.toMatchObject({
    name: 'MySqlAdapterError',
    code: 'INVALID_ARGUMENT',
    message: `Expected \`token.sub\` to be the id of the user, which authorize() returns and callbacks.jwt keeps, got ${got}.`,
  });
  expect(adapter.created).toEqual([]);
});

it('passes on what another adapter throws, as it is', async () => {
  for (const error of [
    new Error('down'),
    Object.assign(new Error('x'), { code: 'USER_NOT_FOUND' }),
    'down',
  ]) {
    const adapter = { createSession: () => Promise.reject(error) };
    await expect(encodeOf(withCredentialSessions({ adapter }))(given({ sub: 'ada' }))).rejects.toBe(error);
  }
});

it('says what is missing if Auth.js decodes a cookie', () => {
  const { jwt } = withCredentialSessions({ adapter: newAdapter(), jwt: {} });
  expect(() => (jwt as unknown as { decode(): void }).decode()).toThrow(
    expect.objectContaining({
      code: 'INVALID_ARGUMENT',
      message: expect.stringContaining('`adapter` is missing, or `session.strategy` is not "database"'),
    }),
  );
});

it('reads no property of a polluted prototype', async () => {
  const polluted = { encode: () => '', strategy: 'jwt', maxAge: -1 };
  Object.assign(Object.prototype, polluted);
  try {
    const adapter = newAdapter();
    const changed = withCredentialSessions({ adapter, session: {}, jwt: {} });
    expect(Object.keys(changed.session)).toEqual([]);
    await encodeOf(changed)(given({ sub: 'ada' }));
    expect(Number(adapter.created[0]?.expires)).toBeGreaterThan(Date.now());
  } finally {
    for (const name of Object.keys(polluted)) Reflect.deleteProperty(Object.prototype, name);
  }
});
