import { sql } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { verbAndTable } from '../verb-and-table.ts';
import { guessWrong, newCode, type Site, wrong } from './open-site.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Deletes what is over, rows of codes only after a day, by which guesses are counted. */
const cleanUpSql = (now: Date) => {
  const moment = (date: Date) => date.toISOString().slice(0, 19).replace('T', ' ');
  return sql`delete from verification_tokens where expires < ${moment(now)}
    and (token not like 'codes:%' or created_at <= ${moment(new Date(now.getTime() - DAY_MS))})`;
};

/** How often a code and an address may be guessed. */
export function guessesSuite(site: () => Site): void {
  /** Makes an adapter with a clock of its own, in whole seconds, and a way to set it. */
  function withClock(options = {}) {
    let time = Date.parse('2026-03-04T05:06:07Z');
    const adapter = site().adapter({ ...options, now: () => new Date(time) });
    return {
      adapter,
      expires: () => new Date(time + 10 * MINUTE_MS),
      pass: (ms: number) => {
        time += ms;
      },
    };
  }

  it('keeps a code through four wrong guesses', async () => {
    const adapter = site().adapter();
    const code = newCode();
    await adapter.createVerificationToken(code);
    await guessWrong(adapter, code, 4);
    expect(await adapter.useVerificationToken(code)).toEqual(code);
  });

  it('takes no code after five wrong guesses, and a new one in its place', async () => {
    const adapter = site().adapter();
    const code = newCode();
    await adapter.createVerificationToken(code);
    await guessWrong(adapter, code, 5);
    expect(await adapter.useVerificationToken(code)).toBeNull();
    const next = newCode({ identifier: code.identifier });
    await adapter.createVerificationToken(next);
    expect(await adapter.useVerificationToken(code)).toBeNull();
    await guessWrong(adapter, code, 3);
    expect(await adapter.useVerificationToken(next)).toEqual(next);
  });

  it('judges as many guesses as the option says, of each code and in a day', async () => {
    const adapter = site().adapter({ emailCodes: { allowedAttempts: 2, attemptsPerDay: 3 } });
    const first = newCode();
    await adapter.createVerificationToken(first);
    await guessWrong(adapter, first, 2);
    expect(await adapter.useVerificationToken(first)).toBeNull();
    const second = newCode({ identifier: first.identifier });
    await adapter.createVerificationToken(second);
    expect(await site().rowsOf(first.identifier)).toMatchObject([{ attempts: 2, allowed: 3 }]);
    await guessWrong(adapter, second, 1);
    expect(await adapter.useVerificationToken(second)).toBeNull();
  });

  it('counts a guess before it is compared, in the row alone that has been named', async () => {
    const adapter = site().adapter();
    const code = newCode();
    await adapter.createVerificationToken(code);
    const sent = await site().open.statementsOf(() => adapter.useVerificationToken(wrong(code)));
    expect(sent.map(verbAndTable)).toEqual(['update verification_tokens', 'select verification_tokens']);
    expect(await site().rowsOf(code.identifier)).toMatchObject([{ attempts: 1, allowed: 5 }]);
  });

  it('moves no date by a guess', async () => {
    const { adapter, expires, pass } = withClock();
    const code = newCode({ expires: expires() });
    await adapter.createVerificationToken(code);
    const [before] = await site().rowsOf(code.identifier);
    pass(MINUTE_MS);
    await guessWrong(adapter, code, 6);
    const [after] = await site().rowsOf(code.identifier);
    expect(after).toEqual({ ...before, attempts: 5 });
  });

  it('takes no code from the moment at which it ends, counts no guess then, and leaves the row', async () => {
    const { adapter, expires, pass } = withClock();
    const code = newCode({ expires: expires() });
    await adapter.createVerificationToken(code);
    pass(10 * MINUTE_MS - 1);
    await guessWrong(adapter, code, 1);
    pass(1);
    expect(await adapter.useVerificationToken(code)).toBeNull();
    expect(await site().rowsOf(code.identifier)).toMatchObject([{ attempts: 1 }]);
  });

  it('forgets the guesses after a success', async () => {
    const adapter = site().adapter({ emailCodes: { allowedAttempts: 3, attemptsPerDay: 3 } });
    const code = newCode();
    await adapter.createVerificationToken(code);
    await guessWrong(adapter, code, 2);
    expect(await adapter.useVerificationToken(code)).toEqual(code);
    expect(await site().rowsOf(code.identifier)).toEqual([]);
    await adapter.createVerificationToken(code);
    await guessWrong(adapter, code, 2);
    expect(await adapter.useVerificationToken(code)).toEqual(code);
  });

  /** Guesses until the day allows no more, with a new code for each five guesses, and returns their number. */
  async function exhaust({ adapter, expires, pass }: ReturnType<typeof withClock>, identifier: string) {
    let judged = 0;
    for (let round = 0; round < 22; round++) {
      const code = newCode({ identifier, expires: expires() });
      await adapter.createVerificationToken(code);
      const sent = await site().open.statementsOf(() => guessWrong(adapter, code, 6));
      judged += sent.filter((text) => text.startsWith('select')).length;
      // Longer than a code lives, and 22 times that is less than a day.
      pass(20 * MINUTE_MS);
    }
    return judged;
  }

  it('judges 100 guesses in a day, over as many codes as one likes, and none until the day is over', async () => {
    const clock = withClock();
    const { adapter, expires, pass } = clock;
    const { identifier } = newCode();
    expect(await exhaust(clock, identifier)).toBe(100);
    const newest = newCode({ identifier, expires: expires() });
    await adapter.createVerificationToken(newest);
    expect(await adapter.useVerificationToken(newest)).toBeNull();
    // What may be cleaned up: rows of codes after a day.
    const cleanUp = (ms: number) => site().open.db.execute(cleanUpSql(new Date(ms)));
    const start = Date.parse('2026-03-04T05:06:07Z');
    await cleanUp(start + DAY_MS - 1000);
    expect(await site().rowsOf(identifier)).toHaveLength(1);
    pass(DAY_MS - 22 * 20 * MINUTE_MS - 1000);
    const late = newCode({ identifier, expires: expires() });
    await adapter.createVerificationToken(late);
    expect(await adapter.useVerificationToken(late)).toBeNull();
    pass(1000);
    const next = newCode({ identifier, expires: expires() });
    await adapter.createVerificationToken(next);
    expect(await site().rowsOf(identifier)).toMatchObject([
      { attempts: 0, allowed: 5, createdAt: new Date(start + DAY_MS) },
    ]);
    await guessWrong(adapter, next, 4);
    expect(await adapter.useVerificationToken(next)).toEqual(next);
  });

  it('begins the day anew with a clean-up that takes the row when the day is over', async () => {
    const clock = withClock({ emailCodes: { allowedAttempts: 1, attemptsPerDay: 1 } });
    const { adapter, expires, pass } = clock;
    const code = newCode({ expires: expires() });
    await adapter.createVerificationToken(code);
    await guessWrong(adapter, code, 1);
    pass(DAY_MS);
    await site().open.db.execute(cleanUpSql(new Date(Date.parse('2026-03-04T05:06:07Z') + DAY_MS)));
    expect(await site().rowsOf(code.identifier)).toEqual([]);
    const next = newCode({ identifier: code.identifier, expires: expires() });
    await adapter.createVerificationToken(next);
    expect(await adapter.useVerificationToken(next)).toEqual(next);
  });

  it.each([
    ['keeps the bound where a clock is set back by hours', -5 * HOUR_MS, 1],
    ['begins a new day where a clock was ahead by more than a day', -DAY_MS, 0],
  ])('%s', async (_what, by, attempts) => {
    const { adapter, expires, pass } = withClock({ emailCodes: { allowedAttempts: 1, attemptsPerDay: 1 } });
    const code = newCode({ expires: expires() });
    await adapter.createVerificationToken(code);
    await guessWrong(adapter, code, 1);
    pass(by);
    const next = newCode({ identifier: code.identifier, expires: expires() });
    await adapter.createVerificationToken(next);
    expect(await site().rowsOf(code.identifier)).toMatchObject([{ attempts, allowed: 1 }]);
    expect(await adapter.useVerificationToken(next)).toEqual(attempts === 0 ? next : null);
  });

  it('allows no more than before where the option allows less', async () => {
    const identifier = newCode().identifier;
    const generous = site().adapter();
    await generous.createVerificationToken(newCode({ identifier }));
    await guessWrong(generous, newCode({ identifier }), 5);
    const strict = site().adapter({ emailCodes: { allowedAttempts: 1, attemptsPerDay: 3 } });
    const code = newCode({ identifier });
    await strict.createVerificationToken(code);
    expect(await site().rowsOf(identifier)).toMatchObject([{ attempts: 5, allowed: 3 }]);
    expect(await strict.useVerificationToken(code)).toBeNull();
  });
}
