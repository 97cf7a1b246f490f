import { type Context, Hono } from 'hono';
import { csrf } from 'hono/csrf';
import { deleteSessionsOf } from '../rows.ts';
import type { OpenDatabase } from '../settings.ts';
import { readSession } from '../visit.ts';
import { requestName } from './request-name.ts';
import type { RunningDemo } from './running-demo.ts';

/** Serves the routes by which a signed-in person ends all their sessions, or deletes their account. */
export function accountRoutes(demo: RunningDemo): Hono {
  return new Hono()
    .post('/sign-out-everywhere', csrf(), (c) =>
      forSignedIn(demo, c, async (userId, { db }) => {
        await deleteSessionsOf(db, userId);
        return 'signed-out-everywhere';
      }),
    )
    .post('/delete-account', csrf(), (c) =>
      forSignedIn(demo, c, async (userId, { adapter }) => {
        await adapter.deleteUser(userId);
        return 'account-deleted';
      }),
    );
}

/** Acts for the user of the request's session, then redirects to the page, which says what was done. */
function forSignedIn(
  { settings, auth }: RunningDemo,
  c: Context,
  act: (userId: string, database: OpenDatabase) => Promise<string>,
) {
  return settings.statements.record(requestName(c), async (database) => {
    const { session } = await readSession(c.req.raw, auth(database.adapter));
    if (!session) return c.redirect('/?error=SessionRequired', 303);
    return c.redirect(`/?done=${await act(session.user.id, database)}`, 303);
  });
}
