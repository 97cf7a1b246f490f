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

/** Takes the port of the site: it costs nothing to find out that it is taken, and the provider has to know it. */
export async function openSite(wanted: number | undefined): Promise<Site> {
  let answer: Answer = () => new Response('starting', { status: 503 });
  const server = createServer(getRequestListener((request) => answer(request)));
  const origin = `http://127.0.0.1:${await listenForSite(server, wanted)}`;
  return {
    origin,
    serve(given) {
      answer = given;
    },
    close: () => close(server),
  };
}
