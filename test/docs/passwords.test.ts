import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { type AuthConfig, skipCSRFCheck } from '@auth/core';
import { verify } from '@node-rs/argon2';
import type { Pool } from 'mysql2/promise';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startMySqlProxy } from '../../dev/mysql-proxy.ts';
import { userById } from '../../src/account.ts';
import { oneTimeTokens } from '../../src/one-time-tokens.ts';
import type { Adapter } from '../backends/backend.ts';
import { newVisitor, signedInAs } from '../support/auth/visitor.ts';
import { makeTables } from '../support/databases/make-tables.ts';
import { newDatabase, rowsOf, servers } from '../support/databases/new-database.ts';
import { codeUnder } from '../support/pages/code-under.ts';
import { uniqueEmail } from '../support/rows/samples.ts';

const page = await readFile(new URL('../../docs/passwords.md', import.meta.url), 'utf8');
const blocks = await codeUnder('passwords.md', 'The code', 'ts');

/** What nobody's hash is made of: a password that nobody knows, but for these tests. */
const NOBODYS = 'crypto.randomUUID()';

interface OfAuth {
  readonly config: AuthConfig;
  readonly adapter: Adapter;
  readonly pool: Pool;
  readonly tables: object;
}

interface OfPasswords {
  requestReset(address: string): Promise<void>;
  resetPassword(email: string, token: string, password: string): Promise<boolean>;
  requestSignUp(address: string): Promise<void>;
  signUp(email: string, token: string, password: string): Promise<boolean>;
}

interface Mail {
  readonly to: string;
  readonly text: string;
}

/** Runs the files of the page as they are, but for that of the mails, which keeps them. */
async function importPage(databaseUrl: string) {
  const folder = await mkdtemp(fileURLToPath(new URL('.pages-', import.meta.url)));
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const code of blocks) {
    const [, name = ''] = /^\/\/ (\S+\.ts)\n/.exec(code) ?? [];
    await writeFile(`${folder}/${name}`, code.replace(NOBODYS, "'of nobody'"));
  }
  const keeping =
    'export const mails = []; export const sendMail = async (to, text) => void mails.push({ to, text });';
  await writeFile(`${folder}/mail.ts`, `// @ts-nocheck\n${keeping}`);
  Object.assign(process.env, { DATABASE_URL: databaseUrl, AUTH_URL: 'http://app.test' });
  const auth: OfAuth = await import(`${folder}/auth.ts`);
  const passwords: OfPasswords = await import(`${folder}/passwords.ts`);
  const { mails }: { mails: Mail[] } = await import(`${folder}/mail.ts`);
  onTestFinished(() => auth.pool.end());
  return { ...auth, ...passwords, mails };
}

describe.each(servers)('the code of the page on passwords, on %s', (server) => {
  async function open() {
    const url = await newDatabase(server);
    const proxy = await startMySqlProxy(url);
    onTestFinished(() => proxy.close());
    const site = await importPage(proxy.url);
    await makeTables(url, site.tables);
    const errors: Error[] = [];
    const logger = { error: (error: Error) => void errors.push(error) };
    const served: AuthConfig = {
      ...site.config,
      ...{ secret: 'a secret of the test', trustHost: true, basePath: '/auth' },
      skipCSRFCheck,
      logger,
    };

    /** Signs in on a new browser, and says as whom. */
    async function signIn(email: string, password: string) {
      const visitor = newVisitor(served);
      await visitor.post('/auth/callback/credentials', { email, password });
      return { visitor, as: await signedInAs(visitor) };
    }
    /** Takes the only mail that was sent, and what its link carries. */
    function readMail() {
      expect(site.mails).toHaveLength(1);
      const [{ to, text } = { to: '', text: '' }] = site.mails.splice(0);
      const { pathname, searchParams } = new URL(text);
      return { to, pathname, email: searchParams.get('email') ?? '', token: searchParams.get('token') ?? '' };
    }
    /** Makes somebody with a password, by the mailed link. */
    async function newPerson(password: string) {
      const email = uniqueEmail();
      await site.requestSignUp(email);
      expect(await site.signUp(email, readMail().token, password)).toBe(true);
      return email;
    }
    async function count(work: () => Promise<unknown>) {
      proxy.clear();
      await work();
      return proxy.statements.length;
    }
    return { ...site, url, errors, signIn, readMail, newPerson, count };
  }

  it('signs up by a link, which confirms the address, and makes sessions in the database', async () => {
    const site = await open();
    const email = uniqueEmail();
    await site.requestSignUp(` ${email.toUpperCase()} `);
    const mail = site.readMail();
    expect(mail).toMatchObject({ to: email, pathname: '/sign-up', email });
    expect(await site.resetPassword(email, mail.token, 'one')).toBe(false);
    expect([
      await site.signUp(email, mail.token, 'one'),
      await site.signUp(email, mail.token, 'two'),
    ]).toEqual([true, false]);
    const { visitor, as } = await site.signIn(email, 'one');
    expect(as).toBe(email);
    const token = visitor.cookies.get('authjs.session-token');
    expect(await rowsOf(site.url, 'select session_token as token from sessions')).toEqual([{ token }]);
    expect(await site.adapter.getUserByEmail(email)).toEqual({
      ...{ id: expect.any(String), email, emailVerified: expect.any(Date), name: null, image: null },
    });
    const [row] = await rowsOf<{ hash: string }>(site.url, 'select password_hash as hash from users');
    expect(row?.hash).toMatch(/^\$argon2id\$/);
    expect(await verify(row?.hash ?? '', 'one')).toBe(true);
    for (const wrong of ['two', '', 'ONE', 'one '])
      expect((await site.signIn(email, wrong)).as).toBeUndefined();
    await visitor.post('/auth/signout');
    expect(await signedInAs(visitor)).toBeUndefined();
  });

  it('resets a password by a link that is good once, and signs out everybody who was signed in', async () => {
    const site = await open();
    const [email, other] = [await site.newPerson('old'), await site.newPerson('old')];
    const [laptop, phone, stranger] = [
      await site.signIn(email, 'old'),
      await site.signIn(email, 'old'),
      await site.signIn(other, 'old'),
    ];
    expect([laptop.as, phone.as, stranger.as]).toEqual([email, email, other]);

    await site.requestReset(email.toUpperCase());
    const { token, ...mail } = site.readMail();
    expect(mail).toEqual({ to: email, pathname: '/reset', email });
    expect(await site.resetPassword(other, token, 'new')).toBe(false);
    expect(await site.signUp(email, token, 'new')).toBe(false);
    const resets = await Promise.all(['new', 'new'].map((word) => site.resetPassword(email, token, word)));
    expect(resets.sort()).toEqual([false, true]);

    expect(await Promise.all([laptop, phone].map(({ visitor }) => signedInAs(visitor)))).toEqual([
      undefined,
      undefined,
    ]);
    expect(await signedInAs(stranger.visitor)).toBe(other);
    expect((await site.signIn(email, 'old')).as).toBeUndefined();
    expect((await site.signIn(email, 'new')).as).toBe(email);
    expect(await site.resetPassword(email, token, 'newer')).toBe(false);
    expect((await site.signIn(email, 'new')).as).toBe(email);
  });

  it('sets a first password by the same link, for somebody who came another way', async () => {
    const site = await open();
    const user = { id: '', email: uniqueEmail(), emailVerified: null };
    await site.adapter.createUser(user);
    expect(blocks.join('\n')).toContain(NOBODYS);
    for (const wrong of ['', 'of nobody']) expect((await site.signIn(user.email, wrong)).as).toBeUndefined();
    await site.requestSignUp(user.email);
    const { pathname, token } = site.readMail();
    expect(pathname).toBe('/reset');
    expect(await site.resetPassword(user.email, token, 'first')).toBe(true);
    expect((await site.signIn(user.email, 'first')).as).toBe(user.email);
  });

  it('mails nothing to an address that nobody has, and asks as much about it as about any other', async () => {
    const site = await open();
    const email = await site.newPerson('old');
    await site.requestReset(uniqueEmail());
    expect(site.mails).toEqual([]);
    const counts = [];
    for (const address of [email, uniqueEmail()])
      counts.push(await site.count(() => site.signIn(address, 'wrong')));
    expect(counts).toEqual([2, 2]);
  });

  it('lets nobody in by a link for an address that its owner has given up', async () => {
    const site = await open();
    const [gone, moved] = [await site.newPerson('old'), await site.newPerson('old')];
    const tokens: string[] = [];
    for (const email of [gone, moved]) {
      await site.requestReset(email);
      tokens.push(site.readMail().token);
    }
    const idOf = async (email: string) => (await site.adapter.getUserByEmail(email))?.id ?? '';
    const [goneId, movedId] = [await idOf(gone), await idOf(moved)];
    await site.adapter.deleteUser(goneId);
    const address = uniqueEmail();
    await (await userById(site.adapter, movedId))?.changeEmail(address, { isVerified: true });
    for (const [index, email] of [gone, moved].entries())
      expect(await site.resetPassword(email, tokens[index] ?? '', 'new')).toBe(false);
    expect((await site.signIn(address, 'new')).as).toBeUndefined();
    expect((await site.signIn(address, 'old')).as).toBe(address);
    expect(await site.adapter.getUserByEmail(gone)).toBeNull();
  });

  it('takes as many statements for tokens as the page says', async () => {
    const site = await open();
    /** Returns the numbers in a row of the page's table. */
    const statementsOf = (call: string) => {
      const row = page.split('\n').find((line) => line.startsWith(`| ${call} `)) ?? '';
      return [...(row.split('|')[2] ?? '').matchAll(/(?<!\S)\d(?=\D)/g)].map(Number);
    };
    const tokens = oneTimeTokens(site.adapter, { purpose: 'counted' });
    const beside = oneTimeTokens(site.adapter, { purpose: 'counted', latestOnly: false });
    const email = uniqueEmail();
    const created = [];
    for (const { create } of [tokens, tokens, beside]) created.push(await site.count(() => create(email)));
    expect(statementsOf('`create(identifier)`')).toEqual(created);
    const token = await tokens.create(email);
    expect(statementsOf('`use(identifier, token)` of a good token')).toEqual([
      await site.count(() => tokens.use(email, token)),
    ]);
    expect(statementsOf('`use(identifier, token)` of any other one')).toEqual([
      await site.count(() => tokens.use(email, token)),
      await site.count(() => tokens.use(email, 'no token')),
    ]);
  });
});
