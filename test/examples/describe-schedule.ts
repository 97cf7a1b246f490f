import { expect, it } from 'vitest';
import { query } from '../support/databases/query.ts';
import type { RunningExample } from './run-example.ts';
import { signInAt } from './sign-in-at.ts';

/** Describes the schedule of an example, which a call runs as its platform does: it deletes what is over. */
export function describeSchedule(
  running: () => RunningExample,
  run: (site: string) => Promise<Response>,
): void {
  it('deletes expired sessions when its schedule comes, and no others', async () => {
    const { site, databaseUrl } = running();
    const { user } = await signInAt(running());
    await query(databaseUrl, "update sessions set expires = '2026-01-01'");
    const { headers } = await signInAt(running());
    expect((await run(site)).status).toBe(200);
    const left = await query(
      databaseUrl,
      `select count(*) as count from sessions where user_id = '${user.id}'`,
    );
    expect(left).toEqual([{ count: 0 }]);
    const live = await fetch(`${site}/private`, { headers, redirect: 'manual' });
    expect(live.status).toBe(200);
  });
}
