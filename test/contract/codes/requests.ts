import { expect, it } from 'vitest';
import { type CodeRequest, limitCodeRequests } from '../../../src/codes.ts';
import { MySqlAdapter } from '../../../src/index.ts';
import * as basic from '../../../src/schema/index.ts';
import { uniqueEmail } from '../../support/rows/samples.ts';
import { verbAndTable } from '../verb-and-table.ts';
import { guessWrong, newCode, type Site } from './open-site.ts';

/** A request for a code, as Auth.js tells of it. */
export const requestFor = (email: string): CodeRequest => ({
  account: { providerAccountId: email },
  email: { verificationRequest: true },
});

const UPDATE = 'update verification_tokens';
const INSERT = 'insert verification_tokens';

/** How often a code may be requested. */
export function requestsSuite(site: () => Site): void {
  /** Makes the callback for a site with a clock of its own, in whole seconds. */
  function withClock(options = {}, adapterOptions = {}) {
    let time = Date.parse('2026-03-04T05:06:07Z');
    const adapter = site().adapter({ ...adapterOptions, now: () => new Date(time) });
    const signIn = limitCodeRequests(adapter, options);
    return {
      adapter,
      signIn,
      ask: (email: string) => signIn(requestFor(email)),
      expires: () => new Date(time + 600_000),
      pass: (seconds: number) => {
        time += seconds * 1000;
      },
    };
  }
  const sentBy = async (call: () => Promise<unknown>) =>
    (await site().open.statementsOf(call)).map(verbAndTable);

  it('lets one mail go to an address in a minute, and holds nobody else', async () => {
    const { ask, pass } = withClock();
    const email = uniqueEmail();
    expect(await ask(email)).toBe(true);
    expect(await ask(email)).toBe(false);
    expect(await ask(uniqueEmail())).toBe(true);
    expect(await ask(email.toUpperCase())).toBe(true);
    pass(59);
    expect(await ask(email)).toBe(false);
    pass(1);
    expect(await ask(email)).toBe(true);
    expect(await ask(email)).toBe(false);
  });

  it('sends one statement for a request, two for the first or one that comes too soon, and none for other sign-ins', async () => {
    const { signIn, ask, pass } = withClock();
    const email = uniqueEmail();
    expect(await sentBy(() => ask(email))).toEqual([UPDATE, INSERT]);
    expect(await sentBy(() => ask(email))).toEqual([UPDATE, INSERT]);
    pass(60);
    expect(await sentBy(() => ask(email))).toEqual([UPDATE]);
    const account = { providerAccountId: email };
    const others: CodeRequest[] = [
      { account },
      { account, email: {} },
      { account, email: { verificationRequest: false } },
      { account: null },
      {},
    ];
    const sent = await sentBy(async () => {
      for (const other of others) expect(await signIn(other)).toBe(true);
    });
    expect(sent).toEqual([]);
  });

  it('lets one of 50 racing requests pass, at first and after a minute', async () => {
    const { ask, pass } = withClock();
    for (const email of [uniqueEmail(), uniqueEmail(), uniqueEmail()])
      for (let round = 0; round < 3; round++) {
        const answers = await Promise.all(Array.from({ length: 50 }, () => ask(email)));
        expect(answers.filter(Boolean)).toEqual([true]);
        pass(60);
      }
  });

  it('counts from the code that was created last, and not from guesses', async () => {
    const { adapter, ask, expires, pass } = withClock();
    const code = newCode({ expires: expires() });
    await ask(code.identifier);
    pass(10);
    await adapter.createVerificationToken({ ...code, expires: expires() });
    pass(40);
    await guessWrong(adapter, code, 6);
    pass(19);
    expect(await ask(code.identifier)).toBe(false);
    pass(1);
    expect(await ask(code.identifier)).toBe(true);
  });

  it('changes nothing of a code, and leaves a row that no code matches', async () => {
    const { adapter, ask, expires, pass } = withClock();
    const code = newCode({ expires: expires() });
    await ask(code.identifier);
    expect(await site().rowsOf(code.identifier)).toMatchObject([{ code: null, attempts: 0, allowed: 0 }]);
    expect(await adapter.useVerificationToken(code)).toBeNull();
    await adapter.createVerificationToken(code);
    await guessWrong(adapter, code, 1);
    const [before] = await site().rowsOf(code.identifier);
    pass(60);
    expect(await ask(code.identifier)).toBe(true);
    const [after] = await site().rowsOf(code.identifier);
    expect(after).toEqual({ ...before, updatedAt: new Date(Number(before?.updatedAt) + 60_000) });
    expect(await adapter.useVerificationToken(code)).toEqual(code);
  });

  it('ends its row at the last request, so that a clean-up of a day later leaves it until then', async () => {
    const { ask, pass } = withClock({ minIntervalSeconds: 3600 }, { emailCodes: false });
    const email = uniqueEmail();
    await ask(email);
    pass(3600);
    await ask(email);
    expect(await site().rowsOf(email)).toMatchObject([{ expires: new Date('2026-03-04T06:06:07Z') }]);
  });

  it('resets no count of guesses', async () => {
    const { adapter, ask, expires, pass } = withClock(
      {},
      { emailCodes: { allowedAttempts: 1, attemptsPerDay: 1 } },
    );
    const code = newCode({ expires: expires() });
    await ask(code.identifier);
    await adapter.createVerificationToken(code);
    await guessWrong(adapter, code, 1);
    pass(3600);
    await ask(code.identifier);
    const next = { ...newCode({ expires: expires() }), identifier: code.identifier };
    await adapter.createVerificationToken(next);
    expect(await adapter.useVerificationToken(next)).toBeNull();
  });

  it('lets the next request pass at once after a success', async () => {
    const { adapter, ask, expires } = withClock();
    const code = newCode({ expires: expires() });
    await ask(code.identifier);
    await adapter.createVerificationToken(code);
    await adapter.useVerificationToken(code);
    expect(await ask(code.identifier)).toBe(true);
  });

  it.each([
    ['ahead by more than the interval lets it pass', -61, true],
    ['set back by less holds it', -30, false],
  ])('does not wait for a clock for ever: one that was %s', async (_what, seconds, passes) => {
    const { ask, pass } = withClock();
    const email = uniqueEmail();
    await ask(email);
    pass(seconds);
    expect(await ask(email)).toBe(passes);
  });

  it.each([1, 0.5 + 59, 86_400])('keeps to another interval, of %d seconds', async (minIntervalSeconds) => {
    const { ask, pass } = withClock({ minIntervalSeconds });
    const email = uniqueEmail();
    await ask(email);
    pass(Math.ceil(minIntervalSeconds) - 1);
    expect(await ask(email)).toBe(false);
    pass(1);
    expect(await ask(email)).toBe(true);
  });

  it('sends a request that comes too soon where the option says', async () => {
    const { ask } = withClock({ redirectTo: '/code?again' });
    const email = uniqueEmail();
    expect(await ask(email)).toBe(true);
    expect(await ask(email)).toBe('/code?again');
  });

  it.each([false, '/no', '', undefined, null, 0])(
    'passes on what a signIn of the site’s own refuses with, and sends nothing: %j',
    async (refusal) => {
      const { signIn } = withClock({ signIn: async () => refusal });
      const request = requestFor(uniqueEmail());
      const sent = await sentBy(async () => {
        expect(await signIn(request)).toBe(refusal);
        expect(await signIn({})).toBe(refusal);
      });
      expect(sent).toEqual([]);
    },
  );

  it('throws what a signIn of the site’s own throws, now or later', async () => {
    const thrown = new Error('no');
    const request = requestFor(uniqueEmail());
    const sent = await sentBy(async () => {
      for (const own of [
        () => {
          throw thrown;
        },
        () => Promise.reject(thrown),
      ])
        await expect(withClock({ signIn: own }).signIn(request)).rejects.toBe(thrown);
    });
    expect(sent).toEqual([]);
  });

  it.each([true, 1, { id: 'x' }])(
    'holds what a signIn of the site’s own lets pass, in whatever way it says so: %j',
    async (passes) => {
      const seen: unknown[] = [];
      const own = (request: CodeRequest) => {
        seen.push(request);
        return passes;
      };
      const { signIn } = withClock({ signIn: own });
      const request = requestFor(uniqueEmail());
      expect(await signIn(request)).toBe(true);
      expect(await signIn(request)).toBe(false);
      expect(seen).toEqual([request, request]);
      expect(await signIn({ account: null })).toBe(passes);
    },
  );

  it.each([
    ['no address', undefined, 'INVALID_ARGUMENT'],
    ['null', null, 'INVALID_ARGUMENT'],
    ['an array', ['ada@example.com'], 'INVALID_ARGUMENT'],
    ['an empty one', '', 'INVALID_ARGUMENT'],
    ['one with a NUL', 'a\0@example.com', 'INVALID_ARGUMENT'],
    ['one with half of a letter', 'a\ud800@example.com', 'INVALID_ARGUMENT'],
    ['one that is too long', `${'x'.repeat(256)}@example.com`, 'VALUE_TOO_LONG'],
  ])('refuses a request for %s, and sends nothing', async (_what, email, code) => {
    const { signIn } = withClock();
    const sent = await sentBy(async () => {
      await expect(signIn(requestFor(email as never))).rejects.toMatchObject({ code });
    });
    expect(sent).toEqual([]);
  });

  it('serves a site that sends links, in whose way the row is not', async () => {
    const adapter = site().adapter({ emailCodes: false });
    const signIn = limitCodeRequests(adapter);
    const link = newCode();
    expect(await signIn(requestFor(link.identifier))).toBe(true);
    expect(await signIn(requestFor(link.identifier))).toBe(false);
    await adapter.createVerificationToken(link);
    expect(await adapter.useVerificationToken(link)).toEqual(link);
    expect(await signIn(requestFor(link.identifier))).toBe(false);
  });

  it('takes a copy of an adapter, and a function that returns one for each request', async () => {
    const email = uniqueEmail();
    const { open } = site();
    expect(await limitCodeRequests({ ...site().adapter() })(requestFor(email))).toBe(true);
    const each = limitCodeRequests(async () => site().adapter());
    expect(await each(requestFor(email))).toBe(false);
    await expect(limitCodeRequests({} as never)(requestFor(email))).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
    });
    const { verificationTokens: _, ...tables } = basic;
    const without = MySqlAdapter(open.source(), {
      usersTable: tables.users,
      accountsTable: tables.accounts,
    });
    await expect(limitCodeRequests(without)(requestFor(email))).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
      message:
        'Expected `tables.verificationTokens` to have the dates createdAt and updatedAt, and a unique key on token, ' +
        'or on identifier and token, got undefined.',
    });
  });

  it.each([
    [{ minIntervalSeconds: 0 }, '`minIntervalSeconds` to be a number from 1 to 86400, got 0.'],
    [{ minIntervalSeconds: -1 }, '`minIntervalSeconds` to be a number from 1 to 86400, got -1.'],
    [{ minIntervalSeconds: 86_401 }, '`minIntervalSeconds` to be a number from 1 to 86400, got 86401.'],
    [{ minIntervalSeconds: Number.NaN }, '`minIntervalSeconds` to be a number from 1 to 86400, got NaN.'],
    [{ minIntervalSeconds: '60' }, '`minIntervalSeconds` to be a number from 1 to 86400, got a string.'],
    [{ minIntervalSeconds: null }, '`minIntervalSeconds` to be a number from 1 to 86400, got null.'],
    [{ redirectTo: 1 }, '`redirectTo` to be a string, got a number.'],
    [{ signIn: true }, '`signIn` to be a function, got a boolean.'],
    [null, '`options` to be an object, got null.'],
    [[], '`options` to be an object, got an array.'],
  ])('refuses options that it could not work with: %j', (options, message) => {
    expect(() => limitCodeRequests(site().adapter(), options as never)).toThrow(
      expect.objectContaining({ code: 'INVALID_ARGUMENT', message: `Expected ${message}` }),
    );
  });

  it.each([/^update/, /^insert/])(
    'lets nothing pass of which it does not know whether it was noted: %s',
    async (statement) => {
      const { ask } = withClock();
      const email = uniqueEmail();
      site().open.drop(statement, { executed: true, times: 1 });
      await expect(ask(email)).rejects.toMatchObject({ code: 'OUTCOME_UNKNOWN' });
    },
  );
}
