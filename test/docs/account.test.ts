import { readFile } from 'node:fs/promises';
import type { Pool } from 'mysql2/promise';
import { describe, expect, it, onTestFinished } from 'vitest';
import * as production from '../../src/schema/production.ts';
import type { Adapter } from '../backends/backend.ts';
import { configureAuth } from '../support/auth/auth-config.ts';
import { byLink, followLink } from '../support/auth/providers.ts';
import { newVisitor, signedInAs } from '../support/auth/visitor.ts';
import { accountCalls } from '../support/calls/account-calls.ts';
import { makeTables } from '../support/databases/make-tables.ts';
import { newDatabase, servers } from '../support/databases/new-database.ts';
import { codeUnder } from '../support/pages/code-under.ts';
import { importCode } from '../support/pages/import-code.ts';
import { newAccount, newUser, uniqueEmail } from '../support/rows/samples.ts';

const page = await readFile(new URL('../../docs/account.md', import.meta.url), 'utf8');
const [code = ''] = await codeUnder('account.md', "A person's own account page", 'ts');
const [withoutSession = ''] = await codeUnder('account.md', 'Without a session', 'ts');

interface OfPage {
  readonly adapter: Adapter;
  readonly pool: Pool;
  readonly showAccount: (request: Request) => Promise<Response>;
  readonly signOutOne: (request: Request) => Promise<Response>;
  readonly unlink: (request: Request) => Promise<Response>;
}

interface Shown {
  readonly canChange: boolean;
  readonly sessions: { readonly id: string; readonly isCurrent: boolean }[];
  readonly accounts: { readonly provider: string; readonly providerAccountId: string }[];
}

it('the page has every function, with the statements that are counted', () => {
  const rows = [
    ...page.matchAll(
      /^\| `(?:me\.)?(\w+)\(.*\| +(\d)(?:, none without a cookie|, or (\d) if nothing was removed)? +\|$/gm,
    ),
  ];
  const expected = new Map<string, number[]>();
  for (const { call, statements } of accountCalls)
    expected.set(call, [...(expected.get(call) ?? []), statements.length]);
  const found = rows.map(([, call = '', ...counts]) => [call, counts.filter(Boolean).map(Number)]);
  expect(Object.fromEntries(found)).toEqual(Object.fromEntries(expected));
});

describe.each(servers)('the account of a person, by the code of the page, on %s', (server) => {
  async function open() {
    const url = await newDatabase(server);
    const site = await importCode<OfPage>(code, url);
    onTestFinished(() => site.pool.end());
    await makeTables(url, production);
    const links = new Map<string, string>();
    const errors: Error[] = [];

    async function signIn(email: string) {
      const visitor = newVisitor(configureAuth(site.adapter, [byLink(links)], errors));
      await visitor.post('/auth/signin/email', { email });
      await followLink(visitor, links, email);
      const cookie = [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
      const request = (body?: object) =>
        new Request('http://app.test/account', {
          headers: { cookie },
          ...(body && { method: 'POST', body: JSON.stringify(body) }),
        });
      const show = async () => (await (await site.showAccount(request())).json()) as Shown;
      return { visitor, request, show };
    }
    return { ...site, errors, signIn };
  }

  it('shows it, ends sessions and unlinks accounts of theirs, as long as a way in is left', async () => {
    const { adapter, errors, signIn, signOutOne, unlink } = await open();
    const [ada, eve] = [uniqueEmail(), uniqueEmail()];
    const [laptop, phone, stranger] = [await signIn(ada), await signIn(ada), await signIn(eve)];
    const shown = await laptop.show();
    expect(shown).toMatchObject({ canChange: true, sessions: [{}, {}], accounts: [] });
    const id = shown.sessions.find(({ isCurrent }) => !isCurrent)?.id;

    expect((await signOutOne(stranger.request({ id }))).status).toBe(204);
    expect(await signedInAs(phone.visitor)).toBe(ada);
    expect((await signOutOne(laptop.request({ id }))).status).toBe(204);
    expect([await signedInAs(phone.visitor), await signedInAs(laptop.visitor)]).toEqual([undefined, ada]);

    const user = await adapter.getUserByEmail(ada);
    const link = () => adapter.linkAccount(newAccount(user?.id ?? '', { access_token: 'secret' }));
    const [one, last] = [await link(), await link()];
    expect(JSON.stringify(await laptop.show())).not.toContain('secret');
    expect((await unlink(laptop.request(one))).status).toBe(204);
    expect((await unlink(laptop.request(last))).status).toBe(409);
    expect((await laptop.show()).accounts).toHaveLength(1);
    expect(errors).toEqual([]);
  });

  it('sends nobody’s account to somebody without a session', async () => {
    const { showAccount, signOutOne, unlink } = await open();
    const request = () => new Request('http://app.test/account', { method: 'POST', body: '{}' });
    const answers = [await showAccount(request()), await signOutOne(request()), await unlink(request())];
    expect(answers.map(({ status }) => status)).toEqual([303, 401, 401]);
  });

  it('keeps what an old session asks for, until they sign out and in again', async () => {
    const { adapter, pool, signIn, unlink } = await open();
    const email = uniqueEmail();
    const { visitor, request, show } = await signIn(email);
    const user = await adapter.getUserByEmail(email);
    const account = await adapter.linkAccount(newAccount(user?.id ?? ''));
    await adapter.linkAccount(newAccount(user?.id ?? ''));
    await pool.query("update sessions set created_at = '2026-01-01'");
    expect((await show()).canChange).toBe(false);
    expect((await unlink(request(account))).status).toBe(403);
    await visitor.post('/auth/signout');
    const again = await signIn(email);
    expect((await again.show()).canChange).toBe(true);
    expect((await unlink(again.request(account))).status).toBe(204);
  });

  it('unlinks an account of a user who is given by their id, but not the last one', async () => {
    const { adapter } = await open();
    const { id } = await adapter.createUser(newUser());
    const [one, last] = [
      await adapter.linkAccount(newAccount(id)),
      await adapter.linkAccount(newAccount(id)),
    ];
    const { unlink } = await importCode<{
      readonly unlink: (
        adapter: Adapter,
        sub: string,
        provider: string,
        providerAccountId: string,
      ) => Promise<boolean | undefined>;
    }>(withoutSession);
    expect(await unlink(adapter, id, one?.provider ?? '', one?.providerAccountId ?? '')).toBe(true);
    await expect(
      unlink(adapter, id, last?.provider ?? '', last?.providerAccountId ?? ''),
    ).rejects.toMatchObject({ code: 'LAST_SIGN_IN_METHOD' });
    expect(await unlink(adapter, 'nobody', 'x', 'x')).toBeUndefined();
  });
});
