import { Hono } from 'hono';
import { page } from '../page/layout.ts';
import { noticeOf } from '../page/notices.ts';
import { type Regions, regionsOf } from '../page/regions.ts';
import { readBelongings, readTables, type Tables } from '../rows.ts';
import { readVisit, type Visit } from '../visit.ts';
import type { RunningDemo } from './running-demo.ts';

/** Serves the page, and the parts of it that change while it is open. */
export function pageRoutes(demo: RunningDemo): Hono {
  const { settings, auth } = demo;
  const { adapter, db } = settings.database;
  return new Hono()
    .get('/', async (c) => {
      // First, so that a database outage is noticed here: Auth.js would take it for "nobody is signed in".
      const tables = await readTables(db);
      const visit = await settings.statements.record('GET /', (recorded) =>
        readVisit(c.req.raw, auth(recorded.adapter)),
      );
      for (const cookie of visit.cookies) c.header('set-cookie', cookie, { append: true });
      return c.html(page(settings, noticeOf(new URL(c.req.url)), await regions(demo, visit, tables)));
    })
    .get('/state', async (c) => {
      const tables = await readTables(db);
      // Sends no cookies: a late answer must not bring back a session that has ended meanwhile.
      const visit = await readVisit(c.req.raw, auth(adapter));
      if (!visit.hasFormToken) return c.text('The forms on the page are out of date.', 409);
      return c.json(await asText(await regions(demo, visit, tables)));
    });
}

async function regions({ settings, mailbox }: RunningDemo, visit: Visit, tables: Tables): Promise<Regions> {
  const { session, csrfToken } = visit;
  const belongings =
    session && (await readBelongings(settings.database.db, session.user.id, session.sessionToken));
  return regionsOf({
    person: session && belongings && { ...session, ...belongings },
    csrfToken,
    mails: mailbox.latest(),
    tables,
    requests: settings.statements.latest(),
  });
}

async function asText(parts: Regions): Promise<Record<string, string>> {
  const texts: Record<string, string> = {};
  for (const [id, part] of Object.entries(parts)) texts[id] = String(await part);
  return texts;
}
