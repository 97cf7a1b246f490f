import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { closedPort } from '../support/databases/closed-port.ts';
import { describeAddress } from './describe-address.ts';
import { describeRenewal, describeSessions } from './describe-sessions.ts';
import { describeSignIn } from './describe-sign-in.ts';
import { overPlanetScale } from './over-planetscale.ts';
import { signInAt } from './sign-in-at.ts';

describeSignIn('sveltekit', {
  start: async () => ({ change: addPrerendered }),
  more(running) {
    describeAddress(running, '/auth/signin/nodemailer');
    describeSessions(running);
    describeRenewal(running);

    it('does not start without its address, which it would believe anybody', async () => {
      const port = String(await closedPort());
      const child = spawn(process.execPath, ['build'], {
        cwd: fileURLToPath(running().folder),
        env: { ...unused, DATABASE_URL: running().databaseUrl, PORT: port },
        stdio: ['ignore', 'ignore', 'pipe'],
      });
      onTestFinished(() => void child.kill('SIGKILL'));
      const ended = once(child, 'exit');
      expect(await text(child.stderr)).toContain('Expected ORIGIN to be the address of the site');
      expect(await ended).toEqual([1, null]);
    });

    it('ends on SIGTERM, although its pool has an open connection', async () => {
      const port = String(await closedPort());
      const site = `http://localhost:${port}`;
      const child = spawn(process.execPath, ['build'], {
        cwd: fileURLToPath(running().folder),
        env: { ...unused, DATABASE_URL: running().databaseUrl, PORT: port, ORIGIN: site },
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      onTestFinished(() => void child.kill('SIGKILL'));
      await once(child.stdout, 'data');
      const { headers } = await signInAt(running());
      expect(await (await fetch(site, { headers })).text()).toContain('Signed in as');
      child.kill('SIGTERM');
      expect(await once(child, 'exit')).toEqual([0, null]);
    });
  },
});

describeSignIn('sveltekit', {
  title: 'sveltekit over PlanetScale’s driver',
  start: async () => ({ change: overPlanetScale }),
});

/** What Auth.js wants to know before it reads a session. */
const unused = {
  AUTH_SECRET: 'a secret of the test',
  AUTH_OIDC_ISSUER: 'http://127.0.0.1:1',
  EMAIL_SERVER: 'smtp://127.0.0.1:1',
  EMAIL_FROM: 'site@example.com',
};

/** Adds a page that is made in the build. */
async function addPrerendered(folder: URL): Promise<void> {
  const about = new URL('src/routes/about/', folder);
  await mkdir(about);
  await writeFile(
    new URL('+page.server.ts', about),
    `import type { PageServerLoad } from './$types';
export const prerender = true;
export const load: PageServerLoad = async ({ locals }) => ({ session: await locals.auth() });
`,
  );
  await writeFile(
    new URL('+page.svelte', about),
    `<script lang="ts">
import type { PageProps } from './$types';
const { data }: PageProps = $props();
</script>
<p>For {JSON.stringify(data.session)}</p>
`,
  );
}
