import { request } from 'node:http';
import type { RunningExample } from './run-example.ts';

/** Asks for a sign-in link with headers that browsers do not send, and returns the link that arrives. */
export async function askWithHeaders(
  { site, mailbox }: RunningExample,
  signIn: string,
  headers: Readonly<Record<string, string>>,
): Promise<string> {
  const answer = await fetch(new URL('../csrf', site + signIn));
  const { csrfToken } = (await answer.json()) as { csrfToken: string };
  const cookie = answer.headers.getSetCookie().map((line) => line.split(';')[0]);
  const email = 'mallory@example.com';
  await post(site + signIn, { ...headers, cookie: cookie.join('; ') }, { csrfToken, email });
  return (await mailbox.take(email)).link;
}

/** Sends a form. `fetch` would not take the header `Host`. */
function post(url: string, headers: Record<string, string>, form: Record<string, string>): Promise<void> {
  const type = { 'content-type': 'application/x-www-form-urlencoded' };
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: 'POST', headers: { ...headers, ...type } }, (answer) => {
      answer.resume().once('end', resolve);
    });
    sent.once('error', reject).end(String(new URLSearchParams(form)));
  });
}
