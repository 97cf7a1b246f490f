import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import NextAuth, { type AuthOptions, getServerSession } from 'next-auth';
import { options as ofSite } from './auth.js';

/** Serves next-auth under `/api/auth/`, more paths that are given, and who is signed in under any other path. */
export async function serve(options: AuthOptions = ofSite, more: Record<string, () => unknown> = {}) {
  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://localhost');
    const [, , , ...nextauth] = pathname.split('/');
    const asNext = await addWhatNextAdds(request, { ...queryOf(searchParams), nextauth });
    const answer = withMethodsOfNext(response);
    const give = more[pathname];
    try {
      if (nextauth.length > 0) await NextAuth(asNext, answer, options);
      else answer.json(give ? give() : ((await getServerSession(asNext, answer, options))?.user ?? null));
    } catch (error) {
      // As Next.js answers for a handler that throws, with what it logs.
      answer.status(500);
      answer.json({ code: (error as { code?: string }).code, said: String(error) });
    }
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, close: () => server.close() };
}

/** Returns the values of a query, as Next.js does: an array of those that have the same name. */
function queryOf(params: URLSearchParams) {
  const valuesOf = (name: string) => {
    const values = params.getAll(name);
    return values.length > 1 ? values : values[0];
  };
  return Object.fromEntries([...params.keys()].map((name) => [name, valuesOf(name)]));
}

async function addWhatNextAdds(request: IncomingMessage, query: object) {
  let text = '';
  for await (const chunk of request) text += chunk;
  const isJson = request.headers['content-type'] === 'application/json';
  const pairs = (request.headers.cookie ?? '').split('; ').filter(Boolean);
  const cookies = pairs.map((pair) => pair.split(/=(.*)/s).map(decodeURIComponent));
  return Object.assign(request, {
    query,
    body: isJson ? JSON.parse(text) : Object.fromEntries(new URLSearchParams(text)),
    cookies: Object.fromEntries(cookies),
  });
}

function withMethodsOfNext(response: ServerResponse) {
  return Object.assign(response, {
    status(code: number) {
      response.statusCode = code;
      return response;
    },
    send: (body: unknown) => response.end(typeof body === 'object' ? JSON.stringify(body) : body),
    json: (body: unknown) => response.end(JSON.stringify(body)),
  });
}
