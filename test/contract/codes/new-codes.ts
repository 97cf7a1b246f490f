import { expect, it } from 'vitest';
import { userById } from '../../../src/account.ts';
import * as basic from '../../../src/schema/index.ts';
import { inAnHour, newUser } from '../../support/rows/samples.ts';
import { verbAndTable } from '../verb-and-table.ts';
import { guessWrong, newCode, type Site } from './open-site.ts';

/** What becomes of a row when codes come and go. */
export function newCodesSuite(site: () => Site): void {
  it('returns what it was given, as a plain object with a date, and nothing of the row', async () => {
    const adapter = site().adapter();
    const code = newCode();
    const created = await adapter.createVerificationToken({ ...code, code: 'x', attempts: 7 } as never);
    const used = await adapter.useVerificationToken(code);
    for (const returned of [created, used]) {
      expect(returned).toStrictEqual(code);
      expect(Object.getPrototypeOf(returned)).toBe(Object.prototype);
      expect(returned?.expires).toBeInstanceOf(Date);
    }
  });

  it('ignores what a caller gives for the columns of codes', async () => {
    const adapter = site().adapter();
    const code = newCode();
    await adapter.createVerificationToken({ ...code, code: 'x', attempts: 7, allowed: 9 } as never);
    expect(await site().rowsOf(code.identifier)).toMatchObject([{ attempts: 0, allowed: 5 }]);
    expect(await adapter.useVerificationToken(code)).toEqual(code);
  });

  it('replaces the code of an address by the next one', async () => {
    const adapter = site().adapter();
    const [first, second] = [newCode(), newCode()];
    const next = { ...second, identifier: first.identifier, expires: new Date(Number(inAnHour()) + 1000) };
    await adapter.createVerificationToken(first);
    await adapter.createVerificationToken(next);
    expect(await site().rowsOf(first.identifier)).toHaveLength(1);
    expect(await adapter.useVerificationToken(first)).toBeNull();
    expect(await adapter.useVerificationToken(next)).toEqual(next);
  });

  it('has one living code of ten that are created at once', async () => {
    const adapter = site().adapter();
    for (let round = 0; round < 5; round++) {
      const { identifier } = newCode();
      const codes = Array.from({ length: 10 }, () => newCode({ identifier }));
      await Promise.all(codes.map((code) => adapter.createVerificationToken(code)));
      expect(await site().rowsOf(identifier)).toMatchObject([{ attempts: 0, allowed: 5 }]);
      const generous = site().adapter({ emailCodes: { allowedAttempts: 99 } });
      // As many guesses as there are codes, without another code.
      await site().open.db.execute(
        `update verification_tokens set allowed = 50 where identifier = '${identifier}'`,
      );
      const found = [];
      for (const code of codes) found.push(await generous.useVerificationToken(code));
      const living = found.filter((each) => each !== null);
      expect(living).toHaveLength(1);
      expect(codes).toContainEqual(living[0]);
    }
  });

  it.each([true, false])(
    'creates a code again whose answer was lost, and then takes it, executed: %s',
    async (executed) => {
      const adapter = site().adapter();
      const code = newCode();
      for (const allowed of [5, 6]) {
        site().open.drop(/^insert/, { executed, times: 1 });
        const sent = await site().open.statementsOf(async () => {
          expect(await adapter.createVerificationToken(code)).toEqual(code);
        });
        expect(sent.filter((text) => text.startsWith('insert'))).toHaveLength(2);
        await guessWrong(adapter, code, 1);
        expect(await site().rowsOf(code.identifier)).toMatchObject([{ attempts: allowed - 4, allowed }]);
      }
      expect(await adapter.useVerificationToken(code)).toEqual(code);
    },
  );

  it('says that it does not know where no answer comes three times', async () => {
    const adapter = site().adapter();
    site().open.drop(/^insert/, { executed: false, times: 3 });
    await expect(adapter.createVerificationToken(newCode())).rejects.toMatchObject({
      code: 'OUTCOME_UNKNOWN',
    });
  });

  it('sends one INSERT for a new code, three statements for the right one, two for a wrong one and one for none', async () => {
    const adapter = site().adapter({ emailCodes: { allowedAttempts: 1 } });
    const code = newCode();
    const sentBy = async (call: () => Promise<unknown>) =>
      (await site().open.statementsOf(call)).map(verbAndTable);
    const use = (token = code.token) => sentBy(() => adapter.useVerificationToken({ ...code, token }));
    const create = ['insert verification_tokens'];
    const [count, look, redeem] = ['update', 'select', 'delete'].map((verb) => `${verb} verification_tokens`);
    expect(await use()).toEqual([count]);
    expect(await sentBy(() => adapter.createVerificationToken(code))).toEqual(create);
    expect(await use('wrong')).toEqual([count, look]);
    expect(await use()).toEqual([count]);
    expect(await sentBy(() => adapter.createVerificationToken(code))).toEqual(create);
    expect(await use()).toEqual([count, look, redeem]);
    expect(await use()).toEqual([count]);
  });

  it('goes with the user who is deleted, or has another address', async () => {
    const adapter = site().adapter();
    const codeFor = async (email: string) => {
      const code = newCode({ identifier: email });
      await adapter.createVerificationToken(code);
      return code;
    };
    const [ada, grace] = [await adapter.createUser(newUser()), await adapter.createUser(newUser())];
    const codes = [await codeFor(ada.email), await codeFor(grace.email)];
    const bystander = await codeFor(newUser().email);
    await adapter.deleteUser(ada.id);
    const page = await userById(adapter, grace.id);
    await page?.changeEmail(newUser().email, { isVerified: true });
    for (const code of codes) {
      expect(await site().rowsOf(code.identifier)).toEqual([]);
      expect(await adapter.useVerificationToken(code)).toBeNull();
    }
    expect(await adapter.useVerificationToken(bystander)).toEqual(bystander);
  });

  it('names the columns of codes in no statement without the option, and returns none of them', async () => {
    const adapter = site().adapter({ emailCodes: false });
    const link = newCode();
    const sent = await site().open.statementsOf(async () => {
      expect(
        await adapter.createVerificationToken({ ...link, code: 'x', attempts: 1 } as never),
      ).toStrictEqual(link);
      expect(await adapter.useVerificationToken(link)).toStrictEqual(link);
      await adapter.createVerificationToken(link);
      const user = await adapter.createUser(newUser({ email: link.identifier }));
      await adapter.deleteUser(user.id);
    });
    expect(sent.length).toBeGreaterThan(5);
    expect(sent.filter((text) => /code|attempts|allowed/.test(text.replaceAll(link.token, '')))).toEqual([]);
  });

  it('takes no link that was sent before, and no code without the option', async () => {
    const [codes, links] = [site().adapter(), site().adapter({ emailCodes: false })];
    const [link, code] = [newCode(), newCode()];
    await links.createVerificationToken(link);
    await codes.createVerificationToken(code);
    expect(await codes.useVerificationToken(link)).toBeNull();
    expect(await links.useVerificationToken(code)).toBeNull();
    expect(await links.useVerificationToken(link)).toEqual(link);
    expect(await codes.useVerificationToken(code)).toEqual(code);
  });

  it.each([
    [{ allowedAttempts: 0 }, '`emailCodes.allowedAttempts` to be a whole number from 1, got 0.'],
    [{ allowedAttempts: 1.5 }, '`emailCodes.allowedAttempts` to be a whole number from 1, got 1.5.'],
    [{ allowedAttempts: Number.NaN }, '`emailCodes.allowedAttempts` to be a whole number from 1, got NaN.'],
    [{ allowedAttempts: '5' }, '`emailCodes.allowedAttempts` to be a whole number from 1, got a string.'],
    [{ attemptsPerDay: 4 }, '`emailCodes.attemptsPerDay` to be a whole number from 5, got 4.'],
    [
      { attemptsPerDay: Number.POSITIVE_INFINITY },
      '`emailCodes.attemptsPerDay` to be a whole number from 5, got Infinity.',
    ],
    [{ allowedAttempts: 101 }, '`emailCodes.attemptsPerDay` to be a whole number from 101, got 100.'],
    [{ attemptsPerDay: null }, '`emailCodes.attemptsPerDay` to be a whole number from 5, got null.'],
    ['yes', '`emailCodes` to be an object, got a string.'],
    [1, '`emailCodes` to be an object, got a number.'],
    [[5], '`emailCodes` to be an object, got an array.'],
  ])('refuses limits that it could not keep: %j', (emailCodes, message) => {
    expect(() => site().adapter({ emailCodes: emailCodes as never })).toThrow(
      expect.objectContaining({ code: 'INVALID_ARGUMENT', message: `Expected ${message}` }),
    );
  });

  it('takes limits that are left out for the usual ones', async () => {
    const code = newCode();
    const emailCodes = { allowedAttempts: undefined, attemptsPerDay: undefined };
    await site().adapter({ emailCodes }).createVerificationToken(code);
    expect(await site().rowsOf(code.identifier)).toMatchObject([{ attempts: 0, allowed: 5 }]);
  });

  it('takes limits from what was given, and from no prototype', async () => {
    const code = newCode();
    Object.assign(Object.prototype, { allowedAttempts: 1_000_000, attemptsPerDay: 1_000_000 });
    try {
      for (const emailCodes of [true, {}]) {
        await site().adapter({ emailCodes }).createVerificationToken(code);
        expect(await site().rowsOf(code.identifier)).toMatchObject([{ attempts: 0, allowed: 5 }]);
      }
    } finally {
      Reflect.deleteProperty(Object.prototype, 'allowedAttempts');
      Reflect.deleteProperty(Object.prototype, 'attemptsPerDay');
    }
  });

  it('says what to add to a table without the columns', () => {
    const { open } = site();
    for (const tables of [undefined, basic])
      expect(() => open.adapter({ emailCodes: true, ...(tables && { tables }) })).toThrow(
        expect.objectContaining({
          code: 'INVALID_ARGUMENT',
          message:
            'Expected `tables.verificationTokens` to have emailCodeColumns() for `emailCodes` ' +
            '(see drizzle/0007_email_codes.sql), got a table without.',
        }),
      );
    const { verificationTokens: _, ...others } = basic;
    const usersTable = others.users;
    const without = { usersTable, accountsTable: others.accounts, emailCodes: true };
    expect(() => open.adapter(without as never)).toThrow(/got undefined\.$/);
  });
}
