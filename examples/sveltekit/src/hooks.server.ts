import { building, dev } from '$app/environment';
import { env } from '$env/dynamic/private';

// Without it, the header `Host` decides where a sign-in link leads, and anybody can send one.
if (!building && !dev && !env.ORIGIN)
  throw new Error('Expected ORIGIN to be the address of the site, got none.');

export { handle } from './auth';
