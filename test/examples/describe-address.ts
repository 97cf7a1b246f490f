import { request } from 'node:http';
import { expect, it } from 'vitest';
import type { RunningExample } from './run-example.ts';

const EMAIL = 'victim@example.com';
const FORGED = 'mallory.example';

/**
 * Describes that a sign-in link leads to the site, whatever the headers say of its address: with `forged` set to another
 * host, the site refuses to send one, or sends one of its own.
 */
export function describeAddress(
  running: () => RunningExample,
  signIn: string,
  forged: readonly ('host' | 'x-forwarded-host')[] = ['host', 'x-forwarded-host'],
): void {
  const cases = [...forged.map((name) => [name]), forged].filter((names) => names.length > 0);
  it.each(cases.map((names) => [names]))(
    'sends no link to another address that a header names: %s',
    async (names) => {
      const headers = Object.fromEntries(names.map((name) => [name, FORGED]));
      const { status, location } = await askForLink(running().site + signIn, headers);
      // Auth.js sends whoever it has sent a link to the page that says so.
      if (!location.includes('verify-request')) {
        expect(status === 302 ? location : status).toSatisfy(isRefusal);
        return;
      }
      const { link } = await running().mailbox.take(EMAIL);
      expect(new URL(link).origin).toBe(running().site);
    },
  );
}

const isRefusal = (answer: string | number) =>
  typeof answer === 'string' ? answer.includes('error=') : answer >= 400;

/** Asks for a link as a browser does, but with headers that it would not send; `fetch` does not take `Host` either. */
async function askForLink(url: string, forged: Record<string, string>) {
  const answer = await fetch(new URL('../csrf', url));
  // SvelteKit checks forms by itself, and has no token for them.
  const { csrfToken = '' } = await answer.json().catch(() => ({}));
  const cookie = answer.headers.getSetCookie().map((line) => line.split(';')[0]);
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    origin: new URL(url).origin,
    cookie: cookie.join('; '),
    ...forged,
  };
  return new Promise<{ status: number; location: string }>((resolve, reject) => {
    const sent = request(url, { method: 'POST', headers }, (response) => {
      response.resume();
      resolve({ status: response.statusCode ?? 0, location: response.headers.location ?? '' });
    });
    sent.once('error', reject).end(String(new URLSearchParams({ csrfToken, email: EMAIL })));
  });
}
