import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { closedPort } from '../support/databases/closed-port.ts';
import { describeAddress } from './describe-address.ts';
import { describeSignIn } from './describe-sign-in.ts';
import { signInAt } from './sign-in-at.ts';

describeSignIn('next-auth-4', {
  more(running) {
    describeAddress(running, '/api/auth/signin/email');

    it('refuses to serve without its address, which it would believe anybody', async () => {
      const port = String(await closedPort());
      const { PATH, HOME } = process.env;
      const child = spawn(process.execPath, ['node_modules/next/dist/bin/next', 'start', '-p', port], {
        cwd: fileURLToPath(running().folder),
        // Whatever else it reads is there.
        env: {
          PATH,
          HOME,
          AUTH_TRUST_HOST: 'true',
          NEXTAUTH_SECRET: 'x',
          DATABASE_URL: running().databaseUrl,
        },
        stdio: 'ignore',
      });
      onTestFinished(() => void child.kill('SIGKILL'));
      const status = () => fetch(`http://localhost:${port}/api/auth/csrf`).then((answer) => answer.status);
      await expect.poll(status, { timeout: 60_000 }).toBe(500);
    });

    it('tells scripts the id of a user, and not the token of a session', async () => {
      const { headers, user } = await signInAt(running(), { nextAuth: 4 });
      const session = await fetch(`${running().site}/api/auth/session`, { headers });
      const { id, name, email, image } = user;
      expect(await session.json()).toEqual({ user: { id, name, email, image }, expires: expect.any(String) });
    });
  },
});
