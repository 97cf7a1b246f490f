import { createTransport } from 'nodemailer';

/** Sends an email. */
export async function sendMail(mail: { to: string; subject: string; text: string }) {
  const transport = createTransport(process.env.EMAIL_SERVER ?? 'smtp://localhost');
  await transport.sendMail({ from: process.env.EMAIL_FROM, ...mail });
}

/** Returns the address of a page for an email. It takes nothing from the request, which anybody can send. */
export function pageUrl(path: string, query: Record<string, string>): URL {
  const onVercel = process.env.VERCEL_PROJECT_PRODUCTION_URL;
  const site = process.env.AUTH_URL ?? (onVercel ? `https://${onVercel}` : 'http://localhost:3000');
  return new URL(`${path}?${new URLSearchParams(query)}`, site);
}
