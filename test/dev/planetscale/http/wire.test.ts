import { request } from 'node:http';
import { Client } from '@planetscale/database';
import { expect, test } from 'vitest';
import { deferred } from '../../../support/calls/deferred.ts';
import { databaseErrorOf } from '../database-error-of.ts';
import { describeStandIn, type StandIn, temporaryStandIn } from '../open-stand-in.ts';
import { authorizationFor, executeOnWire, post } from '../post.ts';

const SERVICE = '/psdb.v1alpha1.Database';
const query = 'select 1';

describeStandIn('a request', (standIn) => {
  test('without a query is an empty statement, and null is no session', async () => {
    const { error } = (await (await post(standIn().server, {})).json()) as { error: { message: string } };
    expect(error.message).toBe('Query was empty');
    const response = await post(standIn().server, { query, session: null });
    expect([response.status, response.headers.get('Content-Type')]).toEqual([200, 'application/json']);
  });

  test.each([
    ['is not JSON', '{"query": ', {}, 400, 'Expected a JSON object, got invalid JSON'],
    ['is not an object', '[]', {}, 400, 'Expected a JSON object'],
    ['has no text for a query', { query: 1 }, {}, 400, 'Expected query to be a string, got number'],
    [
      'has objects without end for a query',
      `{"query":${'['.repeat(200_000)}${']'.repeat(200_000)}}`,
      {},
      400,
      'Expected query to be a string, got object',
    ],
    [
      'has objects without end for a session',
      `{"query":"select 1","session":{"signature":"","vitessSession":${'['.repeat(200_000)}${']'.repeat(200_000)}}}`,
      {},
      400,
      'invalid session: expected null, or the session that this server sent last',
    ],
    ['has bound variables', { query, bindVariables: {} }, {}, 501, 'bindVariables are not supported here'],
    ['goes to another path', {}, { path: '/' }, 404, `Expected ${SERVICE}/Execute, got /`],
    [
      'names no method there is',
      {},
      { path: `${SERVICE}/Exec` },
      404,
      `Expected ${SERVICE}/Execute, got ${SERVICE}/Exec`,
    ],
    ['streams', {}, { path: `${SERVICE}/StreamExecute` }, 501, 'StreamExecute is not supported here'],
    ['prepares', {}, { path: `${SERVICE}/Prepare` }, 501, 'Prepare is not supported here'],
    ['closes a session', {}, { path: `${SERVICE}/CloseSession` }, 501, 'CloseSession is not supported here'],
    ['is a GET', undefined, { method: 'GET' }, 405, 'Expected POST, got GET'],
    ['is an OPTIONS', undefined, { method: 'OPTIONS' }, 405, 'Expected POST, got OPTIONS'],
    [
      'is a form',
      'query=select',
      { headers: { 'Content-Type': 'text/plain' } },
      415,
      'Expected Content-Type application/json, got text/plain',
    ],
  ])('that %s is refused', async (_, body, init, status, message) => {
    const response = await post(standIn().server, body, init);
    expect([response.status, await response.json()]).toEqual([
      status,
      { error: { code: expect.any(String), message } },
    ]);
    if (status === 405) expect(response.headers.get('Allow')).toBe('POST');
  });

  test('for another host is refused, as from a page that points its name here', async () => {
    expect(await statusForHost(standIn(), 'evil.example')).toBe(421);
    expect(await statusForHost(standIn(), 'localhost:1')).toBe(200);
  });

  test('with a body that is too long is refused, and the connection stays open', async () => {
    const standIn = await temporaryStandIn({ maxBodyBytes: 1000 });
    const long = await post(standIn.server, { query: `select '${'x'.repeat(1_000_000)}'` });
    expect([long.status, await long.json()]).toEqual([
      413,
      { error: { code: 'resource_exhausted', message: 'Expected at most 1000 bytes, got 1000021' } },
    ]);
    expect((await standIn.client.execute('select 1 as one')).rows).toEqual([{ one: '1' }]);
    expect(standIn.server.statements).toEqual(['select 1 as one']);
  });

  test('of a megabyte is fine', async () => {
    const { rows } = await standIn().client.execute('select length(?) as n', ['é'.repeat(500_000)]);
    expect(rows).toEqual([{ n: '1000000' }]);
  });
});

async function statusForHost({ server }: StandIn, Host: string): Promise<number | undefined> {
  const headers = { Host, 'Content-Type': 'application/json', Authorization: authorizationFor(server) };
  const { promise, resolve, reject } = deferred<number | undefined>();
  request(`${new URL(server.url).origin}${SERVICE}/Execute`, { method: 'POST', headers }, (response) => {
    response.resume();
    resolve(response.statusCode);
  })
    .on('error', reject)
    .end(JSON.stringify({ query }));
  return promise;
}

describeStandIn('credentials', (standIn) => {
  test('are those of the URL, local:local by default', async () => {
    expect(standIn().server.url).toMatch(/^http:\/\/local:local@127\.0\.0\.1:\d+$/);
    const other = await temporaryStandIn({ user: 'us er', password: 'p@ss:ü' });
    expect(other.server.url).toMatch(/^http:\/\/us%20er:p%40ss%3A%C3%BC@127\.0\.0\.1:\d+$/);
    expect((await other.client.execute('select 1 as one')).rows).toEqual([{ one: '1' }]);
  });

  test('that are wrong are a DatabaseError with status 401, and nothing is done', async () => {
    const { server, client } = standIn();
    for (const pair of ['local:wrong', 'other:local', 'local', '']) {
      const url = server.url.replace('local:local', pair);
      const error = await databaseErrorOf(new Client({ url }).execute('create table intruder (id int)'));
      expect(error).toMatchObject({
        status: 401,
        body: { code: 'unauthenticated', message: 'invalid auth credentials' },
      });
    }
    expect((await databaseErrorOf(client.execute('select * from intruder'))).message).toContain(
      '(errno 1146)',
    );
  });

  test('may have their scheme in upper or lower case', async () => {
    const { server } = standIn();
    for (const scheme of ['basic', 'BASIC']) {
      const Authorization = authorizationFor(server).replace('Basic', scheme);
      expect((await post(server, { query }, { headers: { Authorization } })).status).toBe(200);
    }
  });

  test('are needed for every method, and in one form', async () => {
    const { server } = standIn();
    for (const Authorization of ['', 'Basic', 'Basic !', `Bearer ${btoa('local:local')}`]) {
      for (const method of ['Execute', 'CreateSession']) {
        const response = await post(
          server,
          { query },
          { path: `${SERVICE}/${method}`, headers: { Authorization } },
        );
        expect(response.status).toBe(401);
      }
    }
  });
});

describeStandIn('the log', (standIn) => {
  test('has every query and every request, successful or not, until it is cleared', async () => {
    const { server, client } = standIn();
    server.clear();
    await client.execute('select ?', ['one']);
    await databaseErrorOf(client.execute('selec 2'));
    await post(server, { query: 'select 3' }, { headers: { Authorization: '' } });
    await post(server, {}, { path: '/elsewhere?x=1' });
    await executeOnWire(server, 'select 4');
    expect(server.statements).toEqual(["select 'one'", 'selec 2', 'select 3', 'select 4']);
    const execute = `POST ${SERVICE}/Execute`;
    expect(server.requests).toEqual([execute, execute, execute, 'POST /elsewhere', execute]);
    server.clear();
    expect([server.statements, server.requests]).toEqual([[], []]);
  });
});
