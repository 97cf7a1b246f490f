import { Hono } from 'hono';
import { takeNotice } from '../notice-cookie.ts';
import { page } from '../page/layout.ts';
import { noticeOf } from '../page/notices.ts';
import { asText, type Regions, regionsOf } from '../page/regions.ts';
import { readTables, type Tables } from '../rows.ts';
import { readVisit, type Visit } from '../visit.ts';
import { requestName } from './request-name.ts';
import type { RunningDemo } from './running-demo.ts';

/** Serves the page, and the parts of it that change while it is open. */
export function pageRoutes(demo: RunningDemo): Hono {
  const { settings, auth } = demo;
  const { database } = settings;
  return new Hono()
    .get('/', async (c) => {
      // First, so that a database outage is noticed here: Auth.js would take it for "nobody is signed in".
      const tables = await readTables(database.db);
      const visit = await settings.statements.record(requestName(c), (recorded) =>
        readVisit(c.req.raw, auth(recorded, c.req.raw)),
      );
      for (const cookie of visit.cookies) c.header('set-cookie', cookie, { append: true });
      const left = takeNotice(c);
      return c.html(page(settings, noticeOf(new URL(c.req.url)) ?? left, regions(demo, visit, tables)));
    })
    .get('/state', async (c) => {
      const tables = await readTables(database.db);
      // Sends no cookies: a late answer must not bring back a session that has ended meanwhile.
      const visit = await readVisit(c.req.raw, auth(database, c.req.raw));
      if (!visit.isKnown) return c.text('The forms on the page are out of date.', 409);
      return c.json(await asText(regions(demo, visit, tables)));
    });
}

function regions({ settings, mailbox }: RunningDemo, visit: Visit, tables: Tables): Regions {
  const { user, csrfToken } = visit;
  return regionsOf({
    user,
    csrfToken,
    mails: mailbox.latest(),
    tables,
    requests: settings.statements.latest(),
  });
}
