import type { IncomingMessage } from 'node:http';
import { Refusal } from '../errors/refusal.ts';

const SERVICE = '/psdb.v1alpha1.Database/';
const SERVED = ['Execute', 'CreateSession'] as const;
const NOT_SERVED = new Set(['Prepare', 'CloseSession', 'StreamExecute']);

/** One of the two methods that database-js calls. */
export type Method = (typeof SERVED)[number];

/** Returns the path without its query. */
export const pathOf = ({ url = '/' }: IncomingMessage) => url.split('?', 1)[0] ?? url;

/** Returns the method that a request calls, and refuses what database-js never sends. */
export function methodOf(request: IncomingMessage): Method {
  requireLoopback(request.headers.host);
  const path = pathOf(request);
  const name = path.startsWith(SERVICE) ? path.slice(SERVICE.length) : '';
  const method = SERVED.find((each) => each === name);
  if (NOT_SERVED.has(name)) throw new Refusal(501, 'unimplemented', `${name} is not supported here`);
  if (!method) throw new Refusal(404, 'unimplemented', `Expected ${SERVICE}Execute, got ${path}`);
  if (request.method !== 'POST') {
    throw new Refusal(405, 'unimplemented', `Expected POST, got ${request.method}`, { Allow: 'POST' });
  }
  const type = request.headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase();
  if (type === 'application/json') return method;
  throw new Refusal(415, 'unknown', `Expected Content-Type application/json, got ${type ?? 'none'}`);
}

// Another site can point its own name at 127.0.0.1, and the password is well known.
function requireLoopback(host = ''): void {
  const name = host.replace(/:\d+$/, '').toLowerCase();
  if (name === '127.0.0.1' || name === '[::1]' || name === 'localhost') return;
  throw new Refusal(
    421,
    'invalid_argument',
    `Expected the host 127.0.0.1 or localhost, got ${name || 'none'}`,
  );
}

/** Reads a body to its end, even one that is too long, so that the sender gets to read the answer. */
export async function readJson(request: IncomingMessage, maxBytes: number): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length <= maxBytes) chunks.push(chunk);
    else chunks.length = 0;
  }
  if (length > maxBytes) {
    throw new Refusal(413, 'resource_exhausted', `Expected at most ${maxBytes} bytes, got ${length}`);
  }
  return parse(Buffer.concat(chunks).toString('utf8'));
}

function parse(text: string): Record<string, unknown> {
  const value = asJson(text);
  if (isObject(value)) return value;
  throw new Refusal(400, 'invalid_argument', 'Expected a JSON object');
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal(400, 'invalid_argument', 'Expected a JSON object, got invalid JSON');
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
