import { Auth } from '@auth/core';
import type { AdapterUser } from '@auth/core/adapters';
import { expect, it } from 'vitest';
import { codeUnder } from '../support/pages/code-under.ts';
import { importCode } from '../support/pages/import-code.ts';
import { newUser } from '../support/rows/samples.ts';

it('makes a cookie by which a site with JWT sessions knows who is signed in', async () => {
  const [code = ''] = await codeUnder('testing.md', 'JWT sessions', 'ts');
  const { jwtCookie } = await importCode<{ jwtCookie(user: AdapterUser, secret: string): Promise<string> }>(
    code,
  );
  const user = newUser();
  const secret = 'a secret of the test';
  const request = new Request('http://app.test/auth/session', {
    headers: { cookie: await jwtCookie(user, secret) },
  });
  const config = {
    basePath: '/auth',
    providers: [],
    secret,
    trustHost: true,
    session: { strategy: 'jwt' as const },
  };
  const response = await Auth(request, config);
  expect(await response.json()).toMatchObject({ user: { email: user.email } });
});
