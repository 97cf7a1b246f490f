import { limitCodeRequests } from '../../../src/codes.ts';
import * as tables from '../../../src/schema/production.ts';
import type { OpenBackend } from '../../backends/backend.ts';
import { uniqueEmail } from '../rows/samples.ts';

/** Somebody at a site that mails codes. */
export interface CodeReader {
  readonly email: string;
  /** Requests a code, as Auth.js does; it is stored if the callback, if any, lets the mail go. */
  readonly request: (code: string, isLimited?: boolean) => Promise<void>;
  readonly type: (code: string, email?: string) => Promise<unknown>;
  /** Lets time pass for the adapter. */
  readonly pass: (seconds: number) => void;
}

interface CodeCall {
  /** What comes, as docs/codes.md names it. */
  readonly what: string;
  readonly isGuess: boolean;
  /** The verb of each statement, all of them on `verification_tokens`. */
  readonly statements: readonly string[];
  /** Makes the rows that the call needs and returns the call. */
  readonly prepare: (reader: CodeReader) => Promise<() => Promise<unknown>>;
}

/** Makes somebody who has not asked for a code yet. */
export function newCodeReader(backend: OpenBackend): CodeReader {
  let time = Date.now();
  const now = () => new Date(time);
  const adapter = backend.adapter({ tables, emailCodes: true, now });
  const limit = limitCodeRequests(adapter);
  const email = uniqueEmail();
  return {
    email,
    async request(token, isLimited = false) {
      const ofRequest = { account: { providerAccountId: email }, email: { verificationRequest: true } };
      if (isLimited && (await limit(ofRequest)) !== true) return;
      const expires = new Date(Number(now()) + 600_000);
      await adapter.createVerificationToken({ identifier: email, token, expires });
    },
    type: (token, identifier = email) => adapter.useVerificationToken({ identifier, token }),
    pass(seconds) {
      time += seconds * 1000;
    },
  };
}

/** All that comes of codes, with the statements that it sends where nothing goes wrong. */
export const codeCalls: readonly CodeCall[] = [
  {
    what: 'the first request for a code, limited',
    isGuess: false,
    statements: ['update', 'insert', 'insert'],
    prepare: async (reader) => () => reader.request('a', true),
  },
  {
    what: 'a later request, limited',
    isGuess: false,
    statements: ['update', 'insert'],
    async prepare(reader) {
      await reader.request('a', true);
      reader.pass(60);
      return () => reader.request('b', true);
    },
  },
  {
    what: 'a request too soon',
    isGuess: false,
    statements: ['update', 'insert'],
    async prepare(reader) {
      await reader.request('a', true);
      return () => reader.request('b', true);
    },
  },
  {
    what: 'a request, not limited',
    isGuess: false,
    statements: ['insert'],
    prepare: async (reader) => () => reader.request('a'),
  },
  {
    what: 'the right code',
    isGuess: true,
    statements: ['update', 'select', 'delete'],
    async prepare(reader) {
      await reader.request('a');
      return () => reader.type('a');
    },
  },
  {
    what: 'a wrong code, or one that a later code has replaced',
    isGuess: true,
    statements: ['update', 'select'],
    async prepare(reader) {
      await reader.request('a');
      await reader.request('b');
      return () => reader.type('a');
    },
  },
  {
    what: 'any code for an address whose code is void',
    isGuess: false,
    statements: ['update'],
    async prepare(reader) {
      await reader.request('a');
      for (let times = 0; times < 5; times++) await reader.type('b');
      return () => reader.type('a');
    },
  },
  {
    what: 'a code that has expired or was used',
    isGuess: false,
    statements: ['update'],
    async prepare(reader) {
      await reader.request('a');
      reader.pass(601);
      return () => reader.type('a');
    },
  },
  {
    what: 'a code without an address',
    isGuess: false,
    statements: [],
    async prepare(reader) {
      await reader.request('a');
      return () => reader.type('a', '');
    },
  },
];
