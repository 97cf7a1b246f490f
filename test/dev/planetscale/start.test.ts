import { Client } from '@planetscale/database';
import { createConnection, type RowDataPacket } from 'mysql2/promise';
import { expect, inject, test } from 'vitest';
import { startMySqlProxy } from '../../../dev/mysql-proxy.ts';
import { startPlanetScale } from '../../../dev/planetscale.ts';
import { databaseErrorOf } from './database-error-of.ts';
import { holdLock } from './hold-lock.ts';
import { describeStandIn, temporaryDatabase } from './open-stand-in.ts';
import { executeOnWire } from './post.ts';

describeStandIn('the start', () => {
  test.each([
    [
      'without a database',
      '',
      /^Expected DATABASE_URL to name a database, as in mysql:.*, got none; add its name/,
    ],
    [
      'with a database that is not there',
      'no_such_database',
      /^Expected the database that DATABASE_URL names to exist/,
    ],
  ])('on a URL %s is refused in one line', async (_, name, message) => {
    const url = new URL(inject('servers').mysql ?? '');
    url.pathname = `/${name}`;
    await expect(startPlanetScale(url.href)).rejects.toThrow(message);
  });

  test('on something that is not MySQL is refused, without the password', async () => {
    const refusal = startPlanetScale('mysql://root:hunter2@127.0.0.1:1/name');
    await expect(refusal).rejects.toThrow(
      /^(?!.*hunter2)Expected a MySQL or MariaDB server to answer at 127\.0\.0\.1:1/,
    );
    await expect(startPlanetScale('postgres://root@127.0.0.1/name')).rejects.toThrow('begin with mysql://');
  });

  test.skipIf(!inject('servers').mariadb)('on MariaDB is refused', async () => {
    const url = `${inject('servers').mariadb}/mysql`;
    await expect(startPlanetScale(url)).rejects.toThrow(
      /^Expected the server at DATABASE_URL to be mysql, got version .*MariaDB/,
    );
  });

  test('on a port that is taken, or without a password, is refused', async () => {
    const { url } = await temporaryDatabase();
    const first = await startPlanetScale(url);
    const port = Number(new URL(first.url).port);
    await expect(startPlanetScale(url, { port })).rejects.toThrow(
      `Expected a free port, got ${port}, which another program is listening on; choose another one.`,
    );
    await first.close();
    const second = await startPlanetScale(url, { port });
    expect(new URL(second.url).port).toBe(String(port));
    await second.close();
    await expect(startPlanetScale(url, { password: '' })).rejects.toThrow('Expected a user and a password');
  });

  test('ignores options of the URL that would change what arrives', async () => {
    const { url } = await temporaryDatabase();
    const server = await startPlanetScale(
      `${url}?multipleStatements=true&charset=latin1_swedish_ci&timezone=%2B05:00`,
    );
    try {
      const { error } = await executeOnWire(server, 'select 1; select 2');
      expect(error?.message).toBe('Expected a single statement');
      const { result } = await executeOnWire(server, "select '😀' as smile");
      expect(result?.rows).toEqual([{ lengths: ['4'], values: btoa('\xf0\x9f\x98\x80') }]);
    } finally {
      await server.close();
    }
  });
});

describeStandIn('a MySQL that went away', () => {
  test('is reported as an error of its own, not as one of the database', async () => {
    const { url } = await temporaryDatabase();
    const proxy = await startMySqlProxy(url);
    const server = await startPlanetScale(proxy.url);
    await proxy.close();
    const error = await databaseErrorOf(new Client({ url: server.url }).execute('select 1'));
    expect(error).toMatchObject({ status: 503, message: 'Expected MySQL to answer, got ECONNREFUSED' });
    await server.close();
  });
});

describeStandIn('close()', () => {
  test('ends everything, leaves no connection, and may be called again', async () => {
    const { url, name } = await temporaryDatabase();
    const server = await startPlanetScale(url);
    await executeOnWire(server, 'create table open (id int)');
    const begun = await executeOnWire(server, 'begin');
    await executeOnWire(server, 'insert into open values (1)', begun.session);
    const lock = await holdLock(url);
    const waiting = expect(executeOnWire(server, lock.statement)).rejects.toThrow('fetch failed');
    await lock.isAwaited();
    await Promise.all([server.close(), server.close()]);
    await server.close();
    await waiting;
    await expect(executeOnWire(server, 'select 1')).rejects.toThrow('fetch failed');
    await lock.release();
    const direct = await createConnection(url);
    try {
      const count = async () => {
        const [rows] = await direct.query<RowDataPacket[]>(
          'select count(*) as n from information_schema.processlist where db = ?',
          [name],
        );
        return rows[0]?.n;
      };
      await expect.poll(count).toBe(2); // this one and the lock's
      expect((await direct.query('select * from open'))[0]).toEqual([]);
    } finally {
      direct.destroy();
    }
  });
});
