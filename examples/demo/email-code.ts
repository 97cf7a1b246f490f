import type { EmailConfig } from '@auth/core/providers';
import type { Mailbox } from './mailbox.ts';
import type { DemoSettings } from './settings.ts';

/** What the page that asks for a code is told in its address. */
export interface CodeLink {
  readonly email: string;
  /** The code, in the link of a mail. */
  readonly token?: string;
  /** What went wrong. */
  readonly error?: string;
}

/** Returns the path of the page that asks for a code. */
export function codePath(link: CodeLink): string {
  return `/code?${new URLSearchParams({ ...link })}`;
}

/**
 * Configures the sign-in by a code of six digits.
 *
 * The link in the mail leads to the page that asks for the code, and not to Auth.js: mail programs open links to look
 * at them, which must not use up the code.
 */
export function emailCode({ origin }: DemoSettings, mailbox: Mailbox): EmailConfig {
  return {
    id: 'email',
    type: 'email',
    name: 'E-mail',
    from: 'demo@localhost',
    maxAge: 10 * 60,
    generateVerificationToken: sixDigits,
    sendVerificationRequest: ({ identifier, token }) =>
      mailbox.deliver({
        purpose: 'sign-in',
        to: identifier,
        link: origin + codePath({ email: identifier, token }),
        token,
      }),
  };
}

function sixDigits(): string {
  const [number = 0] = crypto.getRandomValues(new Uint32Array(1));
  // Above the last whole million below 2^32, the lower codes would be more likely.
  return number < 4_294_000_000 ? String(number % 1_000_000).padStart(6, '0') : sixDigits();
}
