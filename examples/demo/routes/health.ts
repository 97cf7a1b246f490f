import type { Database } from 'authjs-drizzle-mysql';
import { users } from 'authjs-drizzle-mysql/schema/production';
import { Hono } from 'hono';
import type { RunningDemo } from './running-demo.ts';

const TIME_LIMIT_MS = 2000;

/** Serves `/healthz`, which says whether the database responds, whichever name the request is for. */
export function healthRoutes({ settings }: RunningDemo): Hono {
  return new Hono().get('/healthz', async (c) => {
    const healthy = await answersInTime(settings.database.db);
    return healthy ? c.text('ok') : c.text('the database is not responding', 503);
  });
}

async function answersInTime(db: Database): Promise<boolean> {
  const answered = db
    .select({ id: users.id })
    .from(users)
    .limit(1)
    .then(
      () => true,
      () => false,
    );
  return Promise.race([answered, late()]);
}

function late(): Promise<false> {
  return new Promise((resolve) => setTimeout(() => resolve(false), TIME_LIMIT_MS));
}
