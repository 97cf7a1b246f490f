import { signInForTest } from 'authjs-drizzle-mysql/testing';
import { adapt } from './planetscale.ts';

/** The tests of a site. */
export const signIn = (url: string) => signInForTest(adapt(url), { baseUrl: url });
