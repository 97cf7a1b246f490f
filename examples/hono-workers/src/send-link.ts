import type { Env } from './env.ts';

/** Sends a sign-in link by Resend's API, or by another one of the same kind at RESEND_URL. */
export async function sendLink(env: Env['Bindings'], to: string, url: string): Promise<void> {
  const { ok, status } = await fetch(`${env.RESEND_URL || 'https://api.resend.com'}/emails`, {
    method: 'POST',
    headers: { authorization: `Bearer ${env.AUTH_RESEND_KEY}`, 'content-type': 'application/json' },
    body: JSON.stringify({ from: env.EMAIL_FROM, to, subject: 'Sign in', text: `Sign in: ${url}` }),
  });
  if (!ok) throw new Error(`Expected Resend to send the link, got ${status}.`);
}
