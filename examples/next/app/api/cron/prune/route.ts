import { createHash, timingSafeEqual } from 'node:crypto';
import { prune } from 'authjs-drizzle-mysql/maintenance';
import { adapter } from '@/auth';

export const maxDuration = 60;

/** Deletes the rows of expired sessions, links and codes: for whoever knows CRON_SECRET. */
export async function GET(request: Request): Promise<Response> {
  if (!isFromCron(request)) return new Response(null, { status: 401 });
  // Stops before the platform does; the next run goes on.
  return Response.json(await prune(adapter, { signal: AbortSignal.timeout(45_000) }));
}

function isFromCron(request: Request): boolean {
  const given = request.headers.get('authorization') ?? '';
  const secret = process.env.CRON_SECRET ?? '';
  return secret !== '' && timingSafeEqual(digest(given), digest(`Bearer ${secret}`));
}

// Of the same length, as the comparison needs them, whatever was sent.
const digest = (text: string) => createHash('sha256').update(text).digest();
