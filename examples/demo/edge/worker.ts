/** The demo as a worker, with `env` as its variables, as you would write it for Cloudflare Workers. */
import type { Hono } from 'hono';
import { getRuntimeKey } from 'hono/adapter';
import { createDemo } from '../app.ts';
import type { DemoSettings } from '../settings.ts';
import type { Env } from './env.ts';
import { openDatabase } from './open-database.ts';
import { recordPlanetScaleStatements } from './planetscale-statements.ts';
import { standInForBuffer } from './stand-in-for-buffer.ts';

standInForBuffer(); // for passkeys

// Kept between requests, because the mailbox and the statements are in memory. Your own site needs neither.
let demo: Hono | undefined;

export default {
  fetch(request: Request, env: Env): Response | Promise<Response> {
    demo ??= createDemo(settingsFrom(env));
    return demo.fetch(request);
  },
};

function settingsFrom(env: Env): DemoSettings {
  return {
    database: openDatabase(env.DATABASE_HTTP_URL, env.TOKENS_KEY),
    // The last word is the runtime's own name.
    databaseName: `${env.DATABASE_VERSION} through PlanetScale's HTTP driver, in ${getRuntimeKey()}`,
    statements: recordPlanetScaleStatements((send) =>
      openDatabase(env.DATABASE_HTTP_URL, env.TOKENS_KEY, send),
    ),
    openId: {
      issuer: env.OPENID_ISSUER,
      clientId: env.OPENID_CLIENT_ID,
      clientSecret: env.OPENID_CLIENT_SECRET,
    },
    secret: env.AUTH_SECRET,
    origin: env.ORIGIN,
  };
}
