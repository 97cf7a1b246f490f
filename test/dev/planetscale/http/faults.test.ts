import { UnknownError } from '@planetscale/database';
import { beforeEach, expect, test } from 'vitest';
import { type Fault, startPlanetScale } from '../../../../dev/planetscale.ts';
import { deferred } from '../../../support/calls/deferred.ts';
import { databaseErrorOf } from '../database-error-of.ts';
import { describeStandIn } from '../open-stand-in.ts';
import { executeOnWire, post } from '../post.ts';

describeStandIn('a fault', (standIn) => {
  beforeEach(async () => {
    const { client, server } = standIn();
    await client.execute('drop table if exists struck');
    await client.execute('create table struck (id int primary key)');
    server.clear();
  });

  const insert = () => standIn().client.execute('insert into struck values (1)');
  const count = async () => {
    const { rows } = await standIn().client.execute('select count(*) as n from struck');
    return Number((rows as { n: string }[])[0]?.n);
  };
  const inject = (fault: Fault) => standIn().server.inject(fault);
  const statement = /insert/;

  test.each([
    ['drop, not executed', { kind: 'drop', executed: false }, 0],
    ['drop, executed', { kind: 'drop', executed: true }, 1],
    ['cut', { kind: 'cut' }, 1],
  ] as const)('%s is an error of fetch, not of the database', async (_, fault, done) => {
    inject({ statement, ...fault });
    await expect(insert()).rejects.toBeInstanceOf(TypeError);
    expect(await count()).toBe(done);
    expect(standIn().server.statements[0]).toBe('insert into struck values (1)');
  });

  test('cut sends a part of the answer, and the rest never comes', async () => {
    inject({ statement, kind: 'cut' });
    const response = await post(standIn().server, { query: 'insert into struck values (1)' });
    expect(response.status).toBe(200);
    const part = await response.body?.getReader().read();
    expect(new TextDecoder().decode(part?.value)).toMatch(/^\{"session":/);
    expect(part?.value?.length).toBeLessThan(Number(response.headers.get('Content-Length')));
  });

  test.each([
    [{ kind: 'html', status: 502 }, 502, 0],
    [{ kind: 'html', status: 504, executed: true }, 504, 1],
    [{ kind: 'html', status: 530 }, 530, 0],
    [{ kind: 'unauthenticated', form: 'flat' }, 401, 0],
  ] as const)('%j is an UnknownError of the driver', async (fault, status, done) => {
    inject({ statement, ...fault });
    const error = await databaseErrorOf(insert());
    expect(error).toBeInstanceOf(UnknownError);
    expect(error).toMatchObject({ status, body: { code: 'UNKNOWN' } });
    expect(error.message).toContain(`HTTP ${status}`);
    expect(await count()).toBe(done);
  });

  test('html is a page', async () => {
    inject({ statement, kind: 'html', status: 503 });
    const response = await post(standIn().server, { query: 'insert' });
    expect(response.headers.get('Content-Type')).toContain('text/html');
    expect(await response.text()).toMatch(/^<!DOCTYPE html>/);
  });

  test('unauthenticated is a DatabaseError with status 401', async () => {
    inject({ statement, kind: 'unauthenticated' });
    const error = await databaseErrorOf(insert());
    expect(error).not.toBeInstanceOf(UnknownError);
    expect(error).toMatchObject({
      status: 401,
      body: { code: 'unauthenticated', message: 'invalid auth credentials' },
    });
    expect(await count()).toBe(0);
  });

  test.each([undefined, 'UNAVAILABLE'])('error is a DatabaseError in its words, of code %s', async (code) => {
    const message = 'target: app.-.primary: primary is not serving';
    inject({ statement, kind: 'error', message, ...(code && { code }) });
    const error = await databaseErrorOf(insert());
    expect(error).not.toBeInstanceOf(UnknownError);
    expect(error).toMatchObject({ status: 400, message, body: { message, code: code ?? 'UNKNOWN' } });
    expect(await count()).toBe(0);
  });

  test('error has the form of an error of the database itself', async () => {
    const { server } = standIn();
    await insert();
    inject({ statement: /second/, kind: 'error', message: 'x' });
    const answers = [];
    for (const comment of ['first', 'second']) {
      const response = await post(server, { query: `insert /* ${comment} */ into struck values (1)` });
      const headers = ['Content-Type', 'Transfer-Encoding'].map((name) => response.headers.get(name));
      answers.push({ status: response.status, headers, body: await response.json() });
    }
    const [, second] = answers;
    expect(second).toEqual({
      ...answers[0],
      body: {
        session: {
          signature: expect.any(String),
          vitessSession: expect.objectContaining({ autocommit: true }),
        },
        error: { message: 'x', code: 'UNKNOWN' },
        timing: expect.any(Number),
      },
    });
    expect(Object.keys(Object(second?.body)).sort()).toEqual(Object.keys(Object(answers[0]?.body)).sort());
  });

  test('error in a transaction leaves it open, with what was done in it', async () => {
    const { client } = standIn();
    inject({ statement: /select 1/, kind: 'error', message: 'x' });
    await client.transaction(async (transaction) => {
      await transaction.execute('insert into struck values (1)');
      await expect(transaction.execute('select 1')).rejects.toThrow('x');
    });
    expect(await count()).toBe(1);
  });

  test('slow answers when told to, long after the statement was executed', async () => {
    const told = deferred();
    inject({ statement, kind: 'slow', wait: () => told.promise });
    let answered = false;
    const inserted = insert().then(() => {
      answered = true;
    });
    await expect.poll(count).toBe(1);
    expect(answered).toBe(false);
    told.resolve();
    await inserted;
  });

  test.each(['begin', 'select 1'])('slow keeps the session of %j until the answer', async (start) => {
    const { server } = standIn();
    const { session } = await executeOnWire(server, start);
    const [executed, told] = [deferred(), deferred()];
    const wait = () => {
      executed.resolve();
      return told.promise;
    };
    inject({ statement: /two/, kind: 'slow', wait });
    const first = executeOnWire(server, 'select 2 as two', session);
    await executed.promise;
    await expect(executeOnWire(server, 'select 3', session)).rejects.toThrow('session already in use');
    if (start === 'begin')
      expect(await executeOnWire(server, 'rollback', session)).toMatchObject({ result: {} });
    told.resolve();
    expect((await first).result?.rows).toEqual([{ lengths: ['1'], values: btoa('2') }]);
  });

  test('slow whose wait rejects is an answer with HTTP 500', async () => {
    inject({ statement, kind: 'slow', wait: () => Promise.reject(new Error('mine')) });
    expect(await databaseErrorOf(insert())).toMatchObject({ status: 500, message: 'Error: mine' });
    expect(await count()).toBe(1);
  });

  test('happens once, or as often as it says, in the order of injection', async () => {
    const { client } = standIn();
    inject({ kind: 'html', status: 500, statement: /select/g, times: 2 });
    inject({ kind: 'html', status: 501, statement: /SELECT 1/i });
    const statuses = [];
    for (let attempt = 0; attempt < 4; attempt += 1) {
      statuses.push(
        await client.execute('select 1').then(
          () => 200,
          ({ status }) => status,
        ),
      );
    }
    expect(statuses).toEqual([500, 500, 501, 200]);
  });

  test('leaves other statements alone', async () => {
    inject({ kind: 'drop', executed: false, statement: /^delete/ });
    await insert();
    await expect(standIn().client.execute('delete from struck')).rejects.toThrow('fetch failed');
    expect(await count()).toBe(1);
  });

  test.each([
    [true, 1],
    [false, 0],
  ])('of a COMMIT whose answer is lost leaves it done or not: executed %s', async (executed, done) => {
    const { client, server } = standIn();
    inject({ kind: 'drop', executed, statement: /^COMMIT$/ });
    const work = client.transaction((transaction) => transaction.execute('insert into struck values (1)'));
    await expect(work).rejects.toBeInstanceOf(TypeError);
    expect(server.statements.slice(-2)).toEqual(['COMMIT', 'ROLLBACK']);
    expect(await count()).toBe(done);
  });

  test.each([
    { kind: 'drop', executed: true },
    { kind: 'html', status: 504, executed: true },
    { kind: 'cut' },
  ] as const)('%j in a transaction lets the client go on with the session that it has', async (fault) => {
    const { server } = standIn();
    const begun = await executeOnWire(server, 'begin');
    inject({ statement, ...fault });
    await expect(executeOnWire(server, 'insert into struck values (1)', begun.session)).rejects.toThrow();
    const { error } = await executeOnWire(server, 'insert into struck values (1)', begun.session);
    expect(error?.message).toContain('(errno 1062)');
    await executeOnWire(server, 'rollback', begun.session);
    expect(await count()).toBe(0);
  });

  test('of a BEGIN whose answer is lost ends at the latest with the server', async () => {
    const { client, databaseUrl } = standIn();
    const other = await startPlanetScale(databaseUrl);
    other.inject({ kind: 'drop', executed: true, statement: /^begin/ });
    await expect(executeOnWire(other, 'begin')).rejects.toThrow('fetch failed');
    await other.close();
    const sql =
      'select count(*) as n from information_schema.innodb_trx join information_schema.processlist p on p.id = trx_mysql_thread_id where p.db = database()';
    await expect.poll(async () => (await client.execute(sql)).rows).toEqual([{ n: '0' }]);
  });
});
