import { readFile, rm, writeFile } from 'node:fs/promises';
import { describeAddress } from './describe-address.ts';
import { describeSignIn } from './describe-sign-in.ts';

/** What the example adds to the files of the page. */
const ADDED = [
  'account.ts',
  'address.ts',
  'app/account',
  'app/api/cron',
  'app/code',
  'app/password',
  'app/signin',
  'codes.ts',
  'db-planetscale.ts',
  'mail.ts',
  'next.config.ts',
  'passwords.ts',
  'vercel.json',
];

/** Matches each block that is a file, and what is in it. */
const FILES = /^```\w+ next(?:-quickstart)?\n(?:\/\/) (\S+)\n(.*?)^```$/gms;

/** Leaves of the example what a page says to write, as it says. */
async function asOnThePage(folder: URL): Promise<void> {
  const page = await readFile(new URL('../../docs/nextjs.md', import.meta.url), 'utf8');
  for (const path of ADDED) await rm(new URL(path, folder), { recursive: true });
  for (const [, path = '', code = ''] of page.matchAll(FILES)) {
    // An excerpt.
    if (path !== 'app/account/actions.ts') await writeFile(new URL(path, folder), code);
  }
  await writeFile(new URL('next.config.ts', folder), 'export default { cacheComponents: true };\n');
}

describeSignIn('next', {
  title: 'next as on its page',
  start: async () => ({ env: (site) => ({ AUTH_URL: site }), change: asOnThePage }),
  more(running) {
    describeAddress(running, '/api/auth/signin/nodemailer');
  },
});
