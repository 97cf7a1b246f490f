import { createServer, type IncomingMessage } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { close } from '../../../dev/command/listen.ts';
import { listenForSite } from './listen.ts';
import { setAddress } from './visitor-address.ts';

type Answer = (request: Request) => Response | Promise<Response>;

/** The site's port, which answers that the site is starting until it is given an app. */
export interface Site {
  readonly origin: string;
  /** Answers requests with an app from now on. */
  serve(answer: Answer): void;
  /** Frees the port; a second call does nothing. */
  close(): Promise<void>;
}

/**
 * Takes the site's port first: finding out that it is taken costs nothing yet, and the provider has to know it.
 *
 * The site is called localhost, because a passkey belongs to a name, and an IP address is not one.
 */
export async function openSite(wanted: number | undefined): Promise<Site> {
  let answer: Answer = () => new Response('starting', { status: 503 });
  const server = createServer(
    getRequestListener((request, { incoming }) => {
      setAddress(request, incoming as IncomingMessage); // this server speaks HTTP/1 only
      return answer(request);
    }),
  );
  const origin = `http://localhost:${await listenForSite(server, wanted)}`;
  return {
    origin,
    serve(given) {
      answer = given;
    },
    close: () => close(server),
  };
}
