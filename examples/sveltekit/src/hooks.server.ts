import { building, dev } from '$app/environment';
import { env } from '$env/dynamic/private';

// adapter-node would take the site's address from the header `Host`, and a sign-in link leads there: anybody can send it.
if (!building && !dev && !env.ORIGIN)
  throw new Error('Expected ORIGIN to be the address of the site, got none.');

export { handle } from './auth';
