import type { Context } from 'hono';
import { takeNotice } from '../notice-cookie.ts';
import { type Notice, noticeOf } from '../page/notices.ts';
import { regionsOf } from '../page/regions.ts';
import { type Step, stepPage } from '../page/step.ts';
import { readTables } from '../rows.ts';
import { readVisit } from '../visit.ts';
import type { RunningDemo } from './running-demo.ts';

/** Serves the page of a step, which is made of the message that it shows and the token of its forms. */
export async function serveStep(
  { settings, mailbox, auth }: RunningDemo,
  c: Context,
  make: (notice: Notice | null, csrfToken: string) => Step,
): Promise<Response> {
  const tables = await readTables(settings.database.db);
  const visit = await readVisit(c.req.raw, auth(settings.database, c.req.raw));
  for (const cookie of visit.cookies) c.header('set-cookie', cookie, { append: true });
  // Its address may have a code or a token.
  c.header('cache-control', 'no-store');
  const left = takeNotice(c);
  const step = make(noticeOf(new URL(c.req.url)) ?? left, visit.csrfToken);
  const requests = settings.statements.latest();
  return c.html(stepPage(step, regionsOf({ ...visit, mails: mailbox.latest(), tables, requests })));
}
