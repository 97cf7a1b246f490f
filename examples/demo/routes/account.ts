import { type Context, Hono } from 'hono';
import { currentPerson } from '../current-person.ts';
import { takeNotice } from '../notice-cookie.ts';
import { type AccountRegions, accountPage, accountRegion, signedOutRegion } from '../page/account/page.ts';
import { signInAgainPage } from '../page/account/sign-in-again.ts';
import { type AccountState, readAccount } from '../page/account/state.ts';
import { asText, databaseRegionsOf } from '../page/regions.ts';
import { readTables, type Tables } from '../rows.ts';
import type { OpenDatabase } from '../settings.ts';
import { readFormToken } from '../visit.ts';
import { askToSignIn, formTokenFor } from './private-page.ts';
import { requestName } from './request-name.ts';
import type { RunningDemo } from './running-demo.ts';

/** Serves the account page, its parts that change while it is open, and the page that asks for a fresh sign-in. */
export function accountRoutes(demo: RunningDemo): Hono {
  const { settings } = demo;
  return new Hono()
    .get('/account', async (c) => {
      const tables = await readTables(settings.database.db);
      const account = await settings.statements.record(requestName(c), (database) => read(demo, c, database));
      if (!account) return askToSignIn(c);
      const csrfToken = await formTokenFor(demo, c);
      return c.html(accountPage(takeNotice(c), regions(demo, account, tables, csrfToken)));
    })
    .get('/account/state', async (c) => {
      const tables = await readTables(settings.database.db);
      const account = await read(demo, c, settings.database);
      // Sends no cookies, as the other page's.
      const { csrfToken, isKnown } = await readFormToken(c.req.raw, demo.auth(settings.database, c.req.raw));
      if (!isKnown) return c.text('The forms on the page are out of date.', 409);
      return c.json(await asText(regions(demo, account, tables, csrfToken)));
    })
    .get('/account/sign-in-again', async (c) => {
      const me = await currentPerson(settings, settings.database, c.req.raw);
      return me ? c.html(signInAgainPage(await formTokenFor(demo, c))) : askToSignIn(c);
    });
}

async function read({ settings }: RunningDemo, c: Context, database: OpenDatabase) {
  const me = await currentPerson(settings, database, c.req.raw);
  return me && readAccount(me, database);
}

function regions(
  { settings }: RunningDemo,
  account: AccountState | null,
  tables: Tables,
  csrfToken: string,
): AccountRegions {
  return {
    account: account ? accountRegion(account, csrfToken) : signedOutRegion(),
    ...databaseRegionsOf({ user: account?.user ?? null, tables, requests: settings.statements.latest() }),
  };
}
