import type { AuthConfig } from '@auth/core';
import type { EmailConfig } from '@auth/core/providers';
import { expect } from 'vitest';
import { type CodeRequestLimit, limitCodeRequests } from '../../src/codes.ts';
import * as tables from '../../src/schema/production.ts';
import type { OpenBackend } from '../backends/backend.ts';
import { configureAuth } from '../support/auth/auth-config.ts';
import { newVisitor, signedInAs, type Visitor } from '../support/auth/visitor.ts';
import { uniqueEmail } from '../support/rows/samples.ts';

/** What a site has sent: to whom, with which code, and the address of Auth.js that takes it. */
interface Mail {
  readonly to: string;
  readonly code: string;
  readonly url: string;
}

/** A site that mails codes, and whose clock can be set. */
export interface CodeSite {
  readonly config: AuthConfig;
  readonly mails: Mail[];
  readonly errors: Error[];
  /** Lets time pass for the adapter; Auth.js goes by the real time. */
  pass(seconds: number): void;
  lastMail(): Mail;
}

interface CodeSiteOptions {
  readonly provider?: Partial<EmailConfig>;
  /** Whether the provider sends what Auth.js makes for links. @default false */
  readonly sendsLinks?: boolean;
  /** Whether the adapter takes codes. @default true */
  readonly emailCodes?: boolean;
  readonly limit?: CodeRequestLimit;
}

/** Opens a site on a backend with the production tables. */
export function openCodeSite(
  backend: OpenBackend,
  { provider, sendsLinks = false, emailCodes = true, limit }: CodeSiteOptions = {},
): CodeSite {
  const mails: Mail[] = [];
  const errors: Error[] = [];
  // It stands still, so that no request is late.
  let time = Date.now();
  const adapter = backend.adapter({ tables, emailCodes, now: () => new Date(time) });
  const byCode: EmailConfig = {
    id: 'email',
    type: 'email',
    name: 'E-mail',
    from: 'app@example.com',
    maxAge: 600,
    ...(!sendsLinks && {
      generateVerificationToken: () => String(Math.floor(Math.random() * 900_000) + 100_000),
    }),
    sendVerificationRequest: ({ identifier, token, url }) =>
      void mails.push({ to: identifier, code: token, url }),
    ...provider,
  };
  return {
    config: {
      ...configureAuth(adapter, [byCode], errors),
      callbacks: { signIn: limitCodeRequests(adapter, limit) },
      // Core remembers that any site of the process has passkeys.
      experimental: { enableWebAuthn: true },
      logger: { error: (error) => void errors.push(error), warn: () => {} },
    },
    mails,
    errors,
    pass(seconds) {
      time += seconds * 1000;
    },
    lastMail() {
      const mail = mails.at(-1);
      if (!mail) throw new Error('Expected the site to have sent a mail.');
      return mail;
    },
  };
}

export const requestCode = (visitor: Visitor, email: string): Promise<Response> =>
  visitor.post('/auth/signin/email', { email });

/** Returns where the form of the page goes that asks for a code. */
export const callbackPath = (email: string, token: string, more: object = {}): string =>
  `/auth/callback/email?${new URLSearchParams({ email, token, ...more })}`;

export const typeCode = (visitor: Visitor, email: string, code: string): Promise<Response> =>
  visitor.get(callbackPath(email, code));

/** Returns a code that is not the given one. */
export const otherCode = (code: string): string => String((Number(code) + 1) % 1_000_000).padStart(6, '0');

/** Requests a code in a new browser of a site, and returns it. */
export async function codeFor(site: CodeSite, email = uniqueEmail()) {
  const visitor = newVisitor(site.config);
  const sent = site.mails.length;
  const response = await requestCode(visitor, email);
  expect(site.mails).toHaveLength(sent + 1);
  expect(response.headers.get('location')).toBe(
    'http://app.test/auth/verify-request?provider=email&type=email',
  );
  return { visitor, email, ...site.lastMail() };
}

/** Expects that a code is refused, by Auth.js's page of errors, and signs nobody in. */
export async function expectRefused(site: CodeSite, email: string, code: string) {
  const visitor = newVisitor(site.config);
  const response = await typeCode(visitor, email, code);
  expect(response.headers.get('location')).toBe('http://app.test/auth/error?error=Verification');
  expect(await signedInAs(visitor)).toBeUndefined();
  expect(site.errors.splice(0)).toMatchObject([{ name: 'Verification' }]);
}

/** Expects that a code signs its person in, in a new browser. */
export async function expectSignedIn(site: CodeSite, email: string, code: string) {
  const visitor = newVisitor(site.config);
  await typeCode(visitor, email, code);
  expect(await signedInAs(visitor)).toBe(email);
  expect(site.errors).toEqual([]);
  return visitor;
}
