import { createServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { close } from '../../../dev/command/listen.ts';
import { listenForSite } from './listen.ts';

type Answer = (request: Request) => Response | Promise<Response>;

/** Is the port of the site, which answers that it is starting until it is told more. */
export interface Site {
  readonly origin: string;
  /** Answers requests from now on. */
  serve(answer: Answer): void;
  /** Gives the port back; a second call does nothing more. */
  close(): Promise<void>;
}

/**
 * Takes the port of the site: it costs nothing to find out that it is taken, and the provider has to know it.
 *
 * The site is called localhost, because a passkey belongs to a name and an address of numbers is none.
 */
export async function openSite(wanted: number | undefined): Promise<Site> {
  let answer: Answer = () => new Response('starting', { status: 503 });
  const server = createServer(getRequestListener((request) => answer(request)));
  const origin = `http://localhost:${await listenForSite(server, wanted)}`;
  return {
    origin,
    serve(given) {
      answer = given;
    },
    close: () => close(server),
  };
}
