import { DatabaseError, UnknownError } from '@planetscale/database';
import { DrizzleQueryError } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Database } from '../../src/database/database.ts';
import { type Repeatability, retrying } from '../../src/database/retry.ts';

const failedQuery = (cause: Error) => new DrizzleQueryError('select', [], cause);
const coded = (code: string) => failedQuery(Object.assign(new Error('x'), { code }));
const fromServer = (errno: number, code = 'ER_X') =>
  failedQuery(Object.assign(new Error('x'), { code, errno, sqlState: 'HY000' }));
const http = (status: number) =>
  failedQuery(new UnknownError('x', { status, statusText: '', body: '', headers: {} }));
const named = (name: string) => failedQuery(new DOMException('x', name));
const inVitess = (text: string) =>
  failedQuery(new DatabaseError(text, 400, { message: text, code: 'UNKNOWN' }));
const deadlock = fromServer(1213);
const broken = coded('ECONNRESET');

const database = {} as Database;
const transaction = { rollback: () => {} } as unknown as Database;

/** Does work that fails with these errors, in order, and then succeeds; returns how often it was done and its end. */
async function run(kind: Repeatability, errors: readonly Error[], db = database) {
  let tries = 0;
  const work = async () => {
    const error = errors[tries++];
    if (error) throw error;
    return 'done';
  };
  const ended = retrying(db, kind, work).catch((error: unknown) => error);
  await vi.runAllTimersAsync();
  return { tries, end: await ended };
}

const times = (count: number, error: Error): Error[] => Array(count).fill(error);

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

it.each(['read', 'write'] as const)('does a %s that met others at most three times more', async (kind) => {
  expect(await run(kind, times(3, deadlock))).toEqual({ tries: 4, end: 'done' });
  expect(await run(kind, times(4, deadlock))).toEqual({ tries: 4, end: deadlock });
});

it('does what is as good twice as once at most twice more when its connection was lost, and a write never', async () => {
  for (const kind of ['read', 'repeatable write'] as const) {
    expect(await run(kind, times(2, broken))).toEqual({ tries: 3, end: 'done' });
    expect(await run(kind, times(3, broken))).toEqual({ tries: 3, end: broken });
  }
  expect(await run('write', [broken])).toEqual({ tries: 1, end: broken });
});

it('leaves it open what became of a write that once got no answer, however its next try ends', async () => {
  const away = coded('ECONNREFUSED');
  const refused = fromServer(1146);
  expect(await run('repeatable write', [broken, away, away])).toEqual({ tries: 3, end: broken });
  expect(await run('repeatable write', [broken, refused])).toEqual({ tries: 2, end: broken });
  expect(await run('repeatable write', [away, refused])).toEqual({ tries: 2, end: refused });
  expect(await run('read', [broken, refused])).toEqual({ tries: 2, end: refused });
});

describe('while a database is not ready', () => {
  const notReady: [string, Error][] = [
    ['too many connections', fromServer(1040)],
    ['a read-only server', fromServer(1836)],
    ['a cluster event', inVitess('vttablet: rpc error: code = Code(17) desc = x')],
    ['no healthy tablet', inVitess("target: db.-.primary: no healthy tablet available for 'x'")],
  ];

  it.each(notReady)('does everything again for two seconds: %s', async (_name, error) => {
    for (const kind of ['read', 'repeatable write', 'write'] as const) {
      const began = Date.now();
      const { tries, end } = await run(kind, times(1000, error));
      expect(end).toBe(error);
      expect(Date.now() - began).toBeGreaterThanOrEqual(2_000);
      expect(Date.now() - began).toBeLessThan(2_500);
      expect(tries).toBeGreaterThan(8);
      expect(tries).toBeLessThanOrEqual(26);
    }
    expect(await run('write', times(5, error))).toEqual({ tries: 6, end: 'done' });
  });

  it.each([
    ['stands still', 0],
    ['is set back again and again', -3_600_000],
  ])('ends also where the clock %s', async (_what, step) => {
    const [, error] = notReady[1] as [string, Error];
    let now = 0;
    vi.spyOn(Date, 'now').mockImplementation(() => (now += step));
    expect(await run('write', times(1000, error))).toEqual({ tries: 26, end: error });
  });

  it('ends after a second try that took long', async () => {
    const [, error] = notReady[1] as [string, Error];
    let now = 0;
    vi.spyOn(Date, 'now').mockImplementation(() => (now += 10_000));
    expect(await run('write', times(1000, error))).toEqual({ tries: 2, end: error });
  });

  it('counts that on its own, and leaves a write open that got no answer in between', async () => {
    const [, error] = notReady[1] as [string, Error];
    expect(await run('read', [error, broken, deadlock, error, broken, deadlock])).toMatchObject({ tries: 7 });
    expect(await run('write', [error, broken])).toEqual({ tries: 2, end: broken });
    expect(await run('write', [error], transaction)).toEqual({ tries: 1, end: error });
  });
});

it('counts losses and conflicts on their own', async () => {
  const both = [deadlock, broken, deadlock, broken, deadlock];
  expect(await run('read', both)).toEqual({ tries: 6, end: 'done' });
  expect(await run('read', [...both, deadlock])).toEqual({ tries: 6, end: deadlock });
  expect(await run('read', [...both, broken])).toEqual({ tries: 6, end: broken });
  expect(await run('write', [deadlock, broken])).toEqual({ tries: 2, end: broken });
});

it.each([
  ['a server that is away', coded('ECONNREFUSED')],
  ['a connection that ended', coded('PROTOCOL_CONNECTION_LOST')],
  ['a server that shuts down', fromServer(1053)],
  ['a server that had waited too long for a statement', fromServer(4031, 'ER_CLIENT_INTERACTION_TIMEOUT')],
  ['an aborted connection of Windows', coded('ECONNABORTED')],
  ['an error of fetch', failedQuery(new TypeError('fetch failed', { cause: broken.cause }))],
  ['a page of a proxy', http(502)],
  ['a tablet that is away', inVitess('rpc error: code = Unavailable desc = x')],
  ['a MySQL that is away from its tablet', inVitess('rpc error: code = Canceled desc = EOF')],
])('does a read again after %s', async (_name, error) => {
  expect(await run('read', [error])).toEqual({ tries: 2, end: 'done' });
});

it.each([
  ['refused credentials', fromServer(1045, 'ER_ACCESS_DENIED_ERROR')],
  ['an expired password', fromServer(1820, 'ER_MUST_CHANGE_PASSWORD')],
  ['refused credentials over HTTP', http(401)],
  ['too many requests', http(429)],
  ['a database that does not exist', fromServer(1049)],
  ['a server that takes TLS only', fromServer(3159)],
  ['a server without TLS', coded('HANDSHAKE_NO_SSL_SUPPORT')],
  ['a certificate that is not trusted', coded('SELF_SIGNED_CERT_IN_CHAIN')],
  ['a refused statement', fromServer(1146)],
  ['a socket that did not connect in time', coded('ETIMEDOUT')],
  ['a statement that did not end in time', coded('PROTOCOL_SEQUENCE_TIMEOUT')],
  ['a fetch that did not connect in time', coded('UND_ERR_CONNECT_TIMEOUT')],
  ['a fetch that got no headers in time', coded('UND_ERR_HEADERS_TIMEOUT')],
  ['a fetch whose time was over', named('TimeoutError')],
  ['a fetch that was given up', named('AbortError')],
  ['a deadline of a tablet', inVitess('rpc error: code = DeadlineExceeded desc = x')],
  ['a statement that vtgate plans for no shard', inVitess('plan includes scatter, which is disallowed')],
  ['a text that nobody knows', inVitess('x')],
  ['an error of nobody known', new RangeError('x')],
])('does nothing again after %s', async (_name, error) => {
  for (const kind of ['read', 'write'] as const)
    expect(await run(kind, [error])).toEqual({ tries: 1, end: error });
});

it('frees a connection that vtgate believes to be in a failed transaction, and none of a caller’s', async () => {
  const stuck = inVitess('VT09032: previous transaction failed. Issue a ROLLBACK to resolve the failure.');
  const execute = vi.fn();
  const db = { execute } as unknown as Database;
  expect(await run('write', [stuck, stuck], db)).toEqual({ tries: 3, end: 'done' });
  expect(execute.mock.calls).toEqual([['rollback'], ['rollback']]);
  execute.mockClear();
  const own = { execute, rollback: () => {} } as unknown as Database;
  expect(await run('write', [stuck], own)).toEqual({ tries: 1, end: stuck });
  expect(await run('write', [deadlock], db)).toEqual({ tries: 2, end: 'done' });
  expect(execute).not.toHaveBeenCalled();
});

it("does nothing again within a caller's transaction", async () => {
  for (const error of [deadlock, broken]) {
    expect(await run('read', [error], transaction)).toEqual({ tries: 1, end: error });
    expect(await run('write', [error], transaction)).toEqual({ tries: 1, end: error });
  }
});

it.each([
  [0, [0, 0, 0]],
  [0.5, [20, 40, 80]],
  [0.999, [40, 80, 160]],
])('waits a random time that doubles: for a chance of %d, %j ms', async (chance, waits) => {
  vi.spyOn(Math, 'random').mockReturnValue(chance);
  const timer = vi.spyOn(globalThis, 'setTimeout');
  await run('write', times(4, deadlock));
  expect(timer.mock.calls.map(([, wait]) => Math.round(wait ?? 0))).toEqual(waits);
});

it('draws each wait anew', async () => {
  const random = vi.spyOn(Math, 'random');
  await run('write', times(4, deadlock));
  expect(random).toHaveBeenCalledTimes(3);
});
