import { readFile } from 'node:fs/promises';
import type { AuthConfig } from '@auth/core';
import type { Pool, RowDataPacket } from 'mysql2/promise';
import { describe, expect, it, onTestFinished } from 'vitest';
import * as production from '../../src/schema/production.ts';
import type { Adapter } from '../backends/backend.ts';
import { configureAuth } from '../support/auth/auth-config.ts';
import { newVisitor, signedInAs, type Visitor } from '../support/auth/visitor.ts';
import { codeCalls } from '../support/calls/code-calls.ts';
import { makeTables } from '../support/databases/make-tables.ts';
import { newDatabase, servers } from '../support/databases/new-database.ts';
import { codeUnder } from '../support/pages/code-under.ts';
import { importCode } from '../support/pages/import-code.ts';
import { uniqueEmail } from '../support/rows/samples.ts';

const page = await readFile(new URL('../../docs/codes.md', import.meta.url), 'utf8');
const [code = ''] = await codeUnder('codes.md', 'Provider, option and callback', 'ts');
const [pageCode = ''] = await codeUnder('codes.md', 'The page that asks', 'ts');

interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

interface OfPage {
  readonly adapter: Adapter;
  readonly pool: Pool;
  readonly sixDigits: () => string;
  readonly configure: (sendMail: (mail: Mail) => Promise<void>) => AuthConfig;
}

const importPage = () => importCode<{ readonly codePage: (url: string) => string }>(pageCode);

/** Reads the form of a page as a browser does: where it goes, and with which values. */
function formOf(html: string) {
  const textOf = (text: string) =>
    text.replace(/&#(\d+);/g, (_all, number) => String.fromCharCode(Number(number)));
  const attribute = (tag: string, name: string) =>
    textOf(new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1] ?? '');
  const fields = [...html.matchAll(/<input[^>]*>/g)].map(([tag]) => [
    attribute(tag, 'name'),
    attribute(tag, 'value'),
  ]);
  return {
    action: attribute(/<form[^>]*>/.exec(html)?.[0] ?? '', 'action'),
    fields: Object.fromEntries(fields) as Record<string, string>,
    said: textOf(/<p>(.*)<\/p>/.exec(html)?.[1] ?? ''),
  };
}

it('the page has all that comes of codes, with the statements that are counted', () => {
  const rows = [...page.matchAll(/^\| (.+?) +\| (yes|no) +\| (\d) +\|$/gm)];
  const found = rows.map(([, what, isGuess, count]) => ({
    what,
    isGuess: isGuess === 'yes',
    count: Number(count),
  }));
  expect(found).toEqual(
    codeCalls.map(({ what, isGuess, statements }) => ({ what, isGuess, count: statements.length })),
  );
});

describe('the page that asks for a code', () => {
  const APP = 'http://app.test/code';

  it('asks for the address first, and writes it as Auth.js does', async () => {
    const { codePage } = await importPage();
    const first = formOf(codePage(`${APP}?provider=email&type=email`));
    expect(first).toMatchObject({ action: '/code', fields: { email: '' } });
    const email = encodeURIComponent(' Ada@Example.COM ');
    const next = formOf(codePage(`${APP}?email=${email}`));
    expect(next.action).toBe('/auth/callback/email');
    expect(next.fields).toEqual({ email: 'ada@example.com', token: '' });
    expect(next.said).toContain('ada@example.com');
  });

  it('says why somebody is there again', async () => {
    const { codePage } = await importPage();
    expect(formOf(codePage(`${APP}?again`)).said).toContain('wait a minute');
    expect(formOf(codePage(`${APP}?error=Verification`)).said).toContain('right');
    expect(formOf(codePage(APP)).said).toMatch(/^Which address/);
  });

  it('takes what the query says for text', async () => {
    const { codePage } = await importPage();
    const evil = `"'><script>alert(1)</script>&amp;`;
    const query = new URLSearchParams({ email: evil, token: evil, callbackUrl: evil, error: evil });
    const html = codePage(`${APP}?${query}`);
    expect(html).not.toContain('<script');
    expect(formOf(html).fields).toEqual({ email: evil.toLowerCase(), token: evil, callbackUrl: evil });
  });
});

describe.each(servers)('codes by the code of the page, on %s', (server) => {
  async function openSite() {
    const url = await newDatabase(server);
    const [{ adapter, configure, pool, sixDigits }, { codePage }] = [
      await importCode<OfPage>(code, url),
      await importPage(),
    ];
    onTestFinished(() => pool.end());
    await makeTables(url, production);
    const mails: Mail[] = [];
    const errors: Error[] = [];
    const config = {
      ...configureAuth(adapter, [], errors),
      ...configure(async (mail) => void mails.push(mail)),
    };

    /** Follows redirects as a browser does, to the page that asks for a code or to another one. */
    async function follow(visitor: Visitor, response: Response): Promise<string> {
      const { pathname, search, href } = new URL(response.headers.get('location') ?? '', 'http://app.test');
      if (pathname.startsWith('/auth/')) return follow(visitor, await visitor.get(pathname + search));
      return href;
    }
    /** Opens the page at an address of the site. */
    function open(address: string) {
      expect(address).toMatch(/^http:\/\/app\.test\/code(\?|$)/);
      return formOf(codePage(address));
    }
    /** Fills in the form of the page at an address, sends it, and returns where the browser is then. */
    async function fillIn(visitor: Visitor, address: string, values: Record<string, string> = {}) {
      const { action, fields } = open(address);
      const query = new URLSearchParams({ ...fields, ...values });
      if (action === '/code') return `http://app.test/code?${query}`;
      return follow(visitor, await visitor.get(`${action}?${query}`));
    }
    const request = async (visitor: Visitor, email: string) =>
      follow(visitor, await visitor.post('/auth/signin/email', { email, callbackUrl: '/private' }));
    const lastMail = () => {
      const { to = '', text = '' } = mails.at(-1) ?? {};
      const [, digits = '', link = ''] = /^Your code is (\d{6})\. Type it, or open (\S+)$/.exec(text) ?? [];
      return { to, digits, link };
    };
    return { config, errors, fillIn, lastMail, mails, open, pool, request, sixDigits };
  }

  it('are typed on the page that people are led to, and lead on to the page that they wanted', async () => {
    const { config, errors, fillIn, lastMail, request } = await openSite();
    const [visitor, email] = [newVisitor(config), uniqueEmail()];
    const asked = await request(visitor, email.toUpperCase());
    const { to, digits } = lastMail();
    expect(to).toBe(email);
    const next = await fillIn(visitor, asked, { email: email.toUpperCase() });

    const wrong = await fillIn(visitor, next, { token: digits === '000000' ? '000001' : '000000' });
    expect(wrong).toBe('http://app.test/code?error=Verification');
    expect(await signedInAs(visitor)).toBeUndefined();
    expect(errors.splice(0)).toMatchObject([{ name: 'Verification' }]);
    const again = await fillIn(visitor, wrong, { email });
    expect(await fillIn(visitor, again, { token: digits })).toBe('http://app.test/private');
    expect(await signedInAs(visitor)).toBe(email);
    expect(errors).toEqual([]);
  });

  it('are filled in by the link of the mail, which uses up nothing itself', async () => {
    const { config, fillIn, lastMail, open, request } = await openSite();
    const [visitor, email] = [newVisitor(config), uniqueEmail()];
    await request(visitor, email);
    const { digits, link } = lastMail();
    // As a scanner does, which finds the code and the form, and leaves them.
    for (let times = 0; times < 6; times++)
      expect(open(link)).toMatchObject({ action: '/auth/callback/email', fields: { email, token: digits } });
    const elsewhere = newVisitor(config);
    expect(await fillIn(elsewhere, link)).toBe('http://app.test/private');
    expect(await signedInAs(elsewhere)).toBe(email);
  });

  it('are mailed once a minute, and whoever asks too soon is told so on the same page', async () => {
    const { config, errors, lastMail, fillIn, mails, request } = await openSite();
    const [visitor, email] = [newVisitor(config), uniqueEmail()];
    await request(visitor, email);
    const { digits } = lastMail();
    expect(await request(visitor, email)).toBe('http://app.test/code?again');
    expect(mails).toHaveLength(1);
    await fillIn(visitor, `http://app.test/code?again&email=${email}`, { token: digits });
    expect(await signedInAs(visitor)).toBe(email);
    expect(errors).toEqual([]);
  });

  it('are void after five wrong ones, and after ten minutes', async () => {
    const { config, fillIn, lastMail, pool, request } = await openSite();
    const [visitor, email] = [newVisitor(config), uniqueEmail()];
    await request(visitor, email);
    const { digits, link } = lastMail();
    const [rows] = await pool.query<RowDataPacket[]>(
      'select timestampdiff(second, created_at, expires) seconds from verification_tokens',
    );
    // Some seconds may pass between the two.
    expect(rows[0]?.seconds).toBeGreaterThan(590);
    expect(rows[0]?.seconds).toBeLessThan(660);
    const wrong = digits === '000000' ? '000001' : '000000';
    for (const token of [...Array(5).fill(wrong), digits])
      expect(await fillIn(visitor, link, { token })).toBe('http://app.test/code?error=Verification');
    expect(await signedInAs(visitor)).toBeUndefined();
  });

  it('are six random digits', async () => {
    const { sixDigits } = await openSite();
    const codes = Array.from({ length: 10_000 }, sixDigits);
    for (const each of codes) expect(each).toMatch(/^\d{6}$/);
    expect(new Set(codes).size).toBeGreaterThan(9_800);
    const counts = Array.from('0123456789', (digit) => codes.filter((each) => each[0] === digit).length);
    // 1000 are expected of each, and 6 standard deviations are 180.
    for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(180);
  });
});
