import { once } from 'node:events';
import { forkScript } from '../fork-script.ts';

/** A slower route to a server. */
export interface DelayedWay {
  /** Returns a URL of the server by this route. */
  urlOf(url: string): string;
  end(): void;
}

/** Puts a delay in each direction between clients and a server on this machine. */
export async function startDelay(serverUrl: string, delayMs: number): Promise<DelayedWay> {
  const { hostname, port: serverPort } = new URL(serverUrl);
  const child = forkScript(new URL('delay.ts', import.meta.url), [
    hostname,
    serverPort || '3306',
    String(delayMs),
  ]);
  const ended = once(child, 'exit').then(() =>
    Promise.reject(new Error('Expected a port, but the process ended.')),
  );
  const [port] = await Promise.race([once(child, 'message'), ended]);
  ended.catch(() => {}); // it ends when everything is done
  const urlOf = (url: string) => {
    const delayed = new URL(url);
    delayed.hostname = '127.0.0.1';
    delayed.port = String(port);
    return delayed.href;
  };
  return { urlOf, end: () => void child.kill() };
}
