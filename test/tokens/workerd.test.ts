import { randomBytes } from 'node:crypto';
import { expect, it, onTestFinished } from 'vitest';
import { bundleForEdge, startWorkerd } from '../../dev/edge.ts';
import { openPlace, ways } from './open-place.ts';

const overHttp = ways.filter((way) => way.startsWith('HTTP'));

const cases = overHttp.flatMap((way) => [
  { way, key: '', stored: /^access-/ },
  { way, key: randomBytes(32).toString('base64'), stored: /^v1\.a\./ },
]);

it.each(cases)(
  'refreshes once for 20 requests at a time inside workerd, over $way, and stores what is like $stored',
  { timeout: 60_000 },
  async ({ way, key, stored }) => {
    const place = await openPlace(way);
    const script = await bundleForEdge(new URL('worker.ts', import.meta.url));
    const env = { DATABASE_HTTP_URL: place.url, TOKEN_ENDPOINT: place.endpoint.url, TOKENS_KEY: key };
    const workerd = await startWorkerd({ script, env });
    onTestFinished(() => workerd.stop());
    const grant = place.endpoint.newGrant({ delayMs: 300 });
    const holder = await place.newHolder(grant.refreshToken);
    const { userId } = holder;
    const ask = async () => (await fetch(`${workerd.url}/?user=${userId}`)).json();
    const found = await Promise.all(Array.from({ length: 20 }, ask));
    const { accessToken } = found[0];
    expect(accessToken).toMatch(/\.1$/);
    for (const each of found) expect(each).toMatchObject({ accessToken, expiresAt: expect.any(String) });
    expect(grant).toMatchObject({ used: [grant.refreshToken], isRevoked: false });
    expect((await place.rowOf(holder))?.access_token).toMatch(stored);
    expect(await ask()).toMatchObject({ accessToken });
  },
);
