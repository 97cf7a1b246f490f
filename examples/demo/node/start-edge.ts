import { type Cleanup, endWith } from '../../../dev/command/cleanup.ts';
import { startWorkerd } from '../../../dev/edge.ts';
import { startServer } from '../../../dev/mysql.ts';
import { startPlanetScale } from '../../../dev/planetscale.ts';
import type { Env } from '../edge/env.ts';
import { bundleWorker } from './bundle-worker.ts';
import { startSurroundings } from './start-surroundings.ts';

/** Starts the site in workerd, on a database that it reaches over HTTP, like PlanetScale. */
export async function startEdge(cleanup: Cleanup) {
  const script = await bundleWorker();
  // PlanetScale is MySQL, so its stand-in refuses MariaDB.
  const { site, url, databaseVersion, openId, secret, tokensKey } = await startSurroundings(cleanup, () =>
    startServer({ kind: 'mysql' }),
  );
  const planetScale = await startPlanetScale(url);
  cleanup.add(() => planetScale.close());
  const env: Env = {
    AUTH_SECRET: secret,
    DATABASE_HTTP_URL: planetScale.url,
    DATABASE_VERSION: databaseVersion,
    OPENID_CLIENT_ID: openId.clientId,
    OPENID_CLIENT_SECRET: openId.clientSecret,
    OPENID_ISSUER: openId.issuer,
    ORIGIN: site.origin,
    TOKENS_KEY: tokensKey,
  };
  await site.close();
  const workerd = await startWorkerd({ script, env, port: Number(new URL(site.origin).port) });
  cleanup.add(() => workerd.stop());
  endWith('workerd', workerd.ended, cleanup);
  return { origin: site.origin, planetScale };
}
