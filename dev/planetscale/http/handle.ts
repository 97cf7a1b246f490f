import type { IncomingMessage, ServerResponse } from 'node:http';
import type { PendingFaults } from '../../pending-faults.ts';
import { Refusal } from '../errors/refusal.ts';
import type { Executor } from '../sessions/execute.ts';
import { type Fault, isExecuted } from './faults.ts';
import { methodOf, pathOf, readJson } from './request.ts';
import type { RequestLog } from './request-log.ts';
import { refuse, send } from './send.ts';
import { strike } from './strike.ts';

/** Everything that is needed to answer a request. */
export interface Service {
  readonly executor: Executor;
  readonly faults: PendingFaults<Fault>;
  readonly log: RequestLog;
  readonly maxBodyBytes: number;
  readonly checkCredentials: (authorization: string | undefined) => void;
}

interface Exchange {
  readonly body: Record<string, unknown>;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** The signal that the client went away before the answer. */
  readonly gone: AbortSignal;
}

/** Answers any request; never rejects. */
export async function handle(
  service: Service,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    await answer(service, request, response);
  } catch (error) {
    if (response.headersSent) response.destroy();
    else refuse(response, error instanceof Refusal ? error : new Refusal(500, 'internal', String(error)));
  }
}

async function answer(service: Service, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { executor, log, checkCredentials, maxBodyBytes } = service;
  const gone = goneClient(response);
  log.addRequest(`${request.method} ${pathOf(request)}`);
  const method = methodOf(request);
  const body = await readJson(request, maxBodyBytes);
  if (method === 'Execute') return execute(service, { body, request, response, gone });
  checkCredentials(request.headers.authorization);
  send(response, 200, JSON.stringify({ branch: 'local', session: executor.createSession() }));
}

async function execute(
  { executor, faults, log, checkCredentials }: Service,
  { body, request, response, gone }: Exchange,
): Promise<void> {
  const query = queryOf(body);
  log.addStatement(query);
  checkCredentials(request.headers.authorization);
  const fault = faults.take(query);
  if (fault && !isExecuted(fault)) {
    const session = body.session ?? executor.createSession();
    return strike(fault, response, { session });
  }
  await executor.execute(query, body.session, gone, async (answer, delivered) => {
    const text = JSON.stringify(answer);
    if (!fault || fault.kind === 'slow') response.once('finish', delivered);
    if (fault) await strike(fault, response, { answer: text });
    else send(response, 200, text);
  });
}

/** Returns a signal that is aborted when the client goes away before the answer. */
function goneClient(response: ServerResponse): AbortSignal {
  const gone = new AbortController();
  response.once('close', () => {
    if (!response.writableEnded) gone.abort();
  });
  return gone.signal;
}

function queryOf({ query = '', bindVariables }: Record<string, unknown>): string {
  if (bindVariables) throw new Refusal(501, 'unimplemented', 'bindVariables are not supported here');
  if (typeof query === 'string') return query;
  throw new Refusal(400, 'invalid_argument', `Expected query to be a string, got ${typeof query}`);
}
