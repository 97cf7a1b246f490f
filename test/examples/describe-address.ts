import { once } from 'node:events';
import { type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import type { RunningExample } from './run-example.ts';

const EMAIL = 'victim@example.com';
const FORGED = 'mallory.example';

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/**
 * Describes that a sign-in link leads to the site, whatever the headers say of its address: with `forged` set to another
 * host, the site refuses to send one, or sends one of its own.
 */
export function describeAddress(
  running: () => RunningExample,
  signIn: string,
  forged: readonly ('host' | 'x-forwarded-host')[] = ['host', 'x-forwarded-host'],
): void {
  const hosts: string[][] = forged.map((name) => [name]);
  if (forged.length > 1) hosts.push([...forged]);
  const lists = hosts.flatMap((names) => [names, [...names, 'x-forwarded-proto']]);
  const cases = lists.map((names) => ({ names, title: names.join(', ') }));

  it('sends a link to its own address', async () => {
    const { location } = await askForLink(running().site + signIn, {});
    expect(location).toContain('verify-request');
    expect(new URL((await running().mailbox.take(EMAIL)).link).origin).toBe(running().site);
  });

  it.each(cases)('sends no link to another address that a header names: $title', async ({ names }) => {
    const headers = Object.fromEntries(
      names.map((name) => [name, name === 'x-forwarded-proto' ? 'https' : FORGED]),
    );
    const { status, location } = await askForLink(running().site + signIn, headers);
    // Auth.js sends whoever it has sent a link to the page that says so.
    if (!location.includes('verify-request')) {
      expect(status === 302 ? location : status).toSatisfy(isRefusal);
      return;
    }
    const { link } = await running().mailbox.take(EMAIL);
    // Not by its protocol, which a proxy names.
    expect(new URL(link).host).toBe(new URL(running().site).host);
  });
}

const isRefusal = (answer: string | number) =>
  typeof answer === 'string' ? /error=(?!MissingCSRF)/.test(answer) : answer >= 400;

/** Asks for a link as a browser does, but with headers that it would not send, from the first request on. */
async function askForLink(url: string, forged: Record<string, string>) {
  const csrf = await send(new URL('../csrf', url), 'GET', forged);
  const cookies = csrf.headers['set-cookie'] ?? [];
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    origin: new URL(url).origin,
    cookie: cookies.map((line) => line.split(';')[0]).join('; '),
    ...forged,
  };
  const form = new URLSearchParams({ csrfToken: csrfTokenIn(csrf), email: EMAIL });
  const { status, headers: answered } = await send(new URL(url), 'POST', headers, String(form));
  return { status, location: answered.location ?? '' };
}

/** Returns the token that forms need; SvelteKit checks forms by itself, and a refusal has none either. */
function csrfTokenIn({ status, text }: Answer): string {
  return status === 200 ? JSON.parse(text).csrfToken : '';
}

/** Sends a request with any header; `fetch` does not take `Host`. */
async function send(url: URL, method: string, headers: Record<string, string>, body = ''): Promise<Answer> {
  const sent = request(url, { method, headers }).end(body);
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  return { status: response.statusCode ?? 0, headers: response.headers, text: await text(response) };
}
