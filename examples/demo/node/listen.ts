import { once } from 'node:events';
import type { Server } from 'node:http';
import { connect } from 'node:net';
import { close, listen, portRefused } from '../../../dev/command/listen.ts';

const DEFAULT_PORT = 3000;

/** Makes the site listen on the wanted port; without one on 3000, or on a free port when 3000 is taken. */
export async function listenForSite(server: Server, wanted: number | undefined): Promise<number> {
  try {
    return await listenAlone(server, wanted ?? DEFAULT_PORT);
  } catch (error) {
    if (wanted !== undefined) throw portRefused(wanted, error as NodeJS.ErrnoException);
    console.log(
      `Port ${DEFAULT_PORT} ${reasonOf(error as NodeJS.ErrnoException)}, so the demo uses a free one.`,
    );
    return listen(server, 0);
  }
}

/** Listens on a port that no other program uses at ::1, where browsers look for localhost first. */
async function listenAlone(server: Server, wanted: number): Promise<number> {
  const port = await listen(server, wanted);
  if (!(await answersAtIpv6(port))) return port;
  await close(server);
  throw Object.assign(new Error('taken'), { code: 'EADDRINUSE' });
}

async function answersAtIpv6(port: number): Promise<boolean> {
  const socket = connect({ port, host: '::1' });
  const answers = await once(socket, 'connect').then(
    () => true,
    () => false, // nothing listens there, or the machine has no IPv6
  );
  socket.destroy();
  return answers;
}

function reasonOf({ code }: NodeJS.ErrnoException): string {
  return code === 'EADDRINUSE' ? 'is taken by another program' : `gives ${code}`;
}
