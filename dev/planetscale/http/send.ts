import type { ServerResponse } from 'node:http';
import type { Refusal } from '../errors/refusal.ts';

/** Sends a body of JSON, or HTML. */
export function send(
  response: ServerResponse,
  status: number,
  body: string,
  headers: Readonly<Record<string, string>> = { 'Content-Type': 'application/json' },
): void {
  response.writeHead(status, { 'Content-Length': String(Buffer.byteLength(body)), ...headers }).end(body);
}

/** Sends a refusal, in the form that the driver understands or in Connect's flat one. */
export function refuse(response: ServerResponse, refusal: Refusal, form: 'nested' | 'flat' = 'nested'): void {
  const body = form === 'flat' ? refusal.flatBody : refusal.body;
  const headers = { 'Content-Type': 'application/json', ...refusal.headers };
  send(response, refusal.status, JSON.stringify(body), headers);
}
