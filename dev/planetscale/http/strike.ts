import type { ServerResponse } from 'node:http';
import { unauthenticated } from './credentials.ts';
import type { Fault } from './faults.ts';
import { refuse, send } from './send.ts';

const PAGE =
  '<!DOCTYPE html>\n<html><head><title>Error</title></head><body><h1>Upstream error</h1></body></html>\n';

/** What a fault strikes: the whole answer, or the session that it would hold for a statement that is not executed. */
interface Struck {
  readonly answer?: string;
  readonly session?: unknown;
}

/** Strikes an answer with a fault. */
export async function strike(fault: Fault, response: ServerResponse, struck: Struck): Promise<void> {
  const { answer = '', session } = struck;
  switch (fault.kind) {
    case 'drop':
      response.destroy();
      return;
    case 'html':
      return send(response, fault.status, PAGE, { 'Content-Type': 'text/html; charset=utf-8' });
    case 'unauthenticated':
      return refuse(response, unauthenticated(), fault.form);
    case 'slow':
      await fault.wait();
      return send(response, 200, answer);
    case 'cut':
      return cut(response, Buffer.from(answer));
    case 'error': {
      const error = { message: fault.message, code: fault.code ?? 'UNKNOWN' };
      return send(response, 200, JSON.stringify({ session, error, timing: 0 }));
    }
  }
}

function cut(response: ServerResponse, bytes: Buffer): void {
  response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': String(bytes.length) });
  response.write(bytes.subarray(0, bytes.length / 2), () => response.destroy());
}
