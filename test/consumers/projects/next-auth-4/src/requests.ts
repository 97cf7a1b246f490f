import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Serves a function of a Request under `/api/auth/`, and as JSON what is given for more paths. */
export async function serveRequests(
  handle: (request: Request) => Promise<Response>,
  more: Record<string, () => unknown>,
) {
  const server = createServer(async (request, response) => {
    const give = more[request.url ?? ''];
    if (give) return response.end(JSON.stringify(give()));
    let text = '';
    for await (const chunk of request) text += chunk;
    const { host = '', cookie = '', 'content-type': type = '' } = request.headers;
    const headers = { host, cookie, 'content-type': type, 'x-forwarded-proto': 'http' };
    const { method = 'GET' } = request;
    const body = method === 'POST' ? { body: text } : {};
    const answer = await handle(new Request(`http://${host}${request.url}`, { method, headers, ...body }));
    for (const [name, value] of answer.headers) response.appendHeader(name, value);
    return response.writeHead(answer.status).end(await answer.text());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, close: () => server.close() };
}
