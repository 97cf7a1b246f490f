import { expect, vi } from 'vitest';
import * as tables from '../../../src/schema/production.ts';
import { applyMigrations } from '../databases/apply-migrations.ts';
import { withAddedColumns } from '../databases/first-version.ts';
import { inAnHour, newUser, signIn, unique, uniqueEmail } from '../rows/samples.ts';
import { visitWithCode } from './code-visit.ts';
import { type FirstSite, readRows } from './upgrade.ts';

/** Expects sign-in codes to be refused until the later migrations, with nothing done, and to work after them. */
export async function expectCodeUpgrade(first: FirstSite): Promise<void> {
  const { open, url } = first;
  const [links, codes] = [open.adapter({ tables }), open.adapter({ tables, emailCodes: true })];
  const link = { identifier: uniqueEmail(), token: unique('token'), expires: inAnHour() };
  await links.createVerificationToken(link);
  const code = { ...link, token: unique('code') };

  const rows = await readRows(first);
  for (const call of [() => codes.createVerificationToken(code), () => codes.useVerificationToken(code)])
    await expect(call()).rejects.toMatchObject({
      code: 'DATABASE',
      table: 'verification_tokens',
      message: expect.stringContaining('Run the migrations (docs/migrating.md), which this database lacks'),
      cause: expect.objectContaining({ errno: expect.toBeOneOf([1054, 1105]) }),
    });
  expect(await readRows(first)).toEqual(rows);
  // Everybody else gets in, and can leave.
  const { id } = await codes.createUser(newUser());
  const { sessionToken } = await signIn(codes, id);
  expect(await codes.getSessionAndUser(sessionToken)).toMatchObject({ user: { id } });
  await codes.deleteUser(id);
  expect(await readRows(first)).toEqual(rows);

  await applyMigrations(url);
  expect(await readRows(first)).toEqual(rows.map(withAddedColumns));
  // vtgate hears of new columns a moment later.
  const isThere = async () => void (await codes.createVerificationToken(code));
  await vi.waitFor(isThere, { timeout: 60_000, interval: 100 });
  expect(await codes.useVerificationToken(code)).toEqual(code);
  await visitWithCode(codes);
  // As the page says: a link that was sent before is none of the codes, until they are off again.
  expect(await codes.useVerificationToken(link)).toBeNull();
  expect(await links.useVerificationToken(link)).toEqual(link);
}
