/** Serves the site of the documentation for those who write it, or builds it. */
import { BUILT, buildSite } from './build.ts';
import { serveSite } from './serve.ts';

const [command = ''] = process.argv.slice(2);
if (command === 'serve') {
  await serveSite();
  process.exit(); // the pages are still watched
} else if (command === 'build') {
  await buildSite();
  process.stdout.write(`The site is in ${BUILT}.\n`);
} else {
  throw new Error(`Expected "serve" or "build", got "${command}".`);
}
