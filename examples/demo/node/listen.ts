import type { Server } from 'node:http';
import { listen, portRefused } from '../../../dev/command/listen.ts';

const DEFAULT_PORT = 3000;

/** Lets the site listen: on the port that is wanted, else on 3000, else, when that is taken, on a free one. */
export async function listenForSite(server: Server, wanted: number | undefined): Promise<number> {
  try {
    return await listen(server, wanted ?? DEFAULT_PORT);
  } catch (error) {
    if (wanted !== undefined) throw portRefused(wanted, error as NodeJS.ErrnoException);
    console.log(
      `Port ${DEFAULT_PORT} ${reasonOf(error as NodeJS.ErrnoException)}, so the demo takes a free one.`,
    );
    return listen(server, 0);
  }
}

function reasonOf({ code }: NodeJS.ErrnoException): string {
  return code === 'EADDRINUSE' ? 'is taken by another program' : `gives ${code}`;
}
