import type { IncomingMessage } from 'node:http';

/** The header in which the site finds the address of the visitor. */
export const IP_HEADER = 'x-real-ip';

/**
 * Puts the address that a request came from into its header, as a proxy in front of a site does.
 *
 * It overwrites what was there: a visitor could send the header too.
 */
export function setAddress(request: Request, { socket }: IncomingMessage): void {
  request.headers.set(IP_HEADER, socket.remoteAddress ?? '');
}
