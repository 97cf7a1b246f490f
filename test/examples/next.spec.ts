import { fileURLToPath } from 'node:url';
import { afterAll, expect, inject, it, onTestFinished } from 'vitest';
import { runCommand } from '../../dev/mysql/run-command.ts';
import { createDatabase } from '../../dev/mysql.ts';
import { type MySqlProxy, startMySqlProxy } from '../../dev/mysql-proxy.ts';
import { describeDatabase } from '../support/databases/information-schema.ts';
import { query } from '../support/databases/query.ts';
import { describeAddress } from './describe-address.ts';
import { describeSignIn } from './describe-sign-in.ts';
import { describePageViews } from './next-page-views.ts';
import { addEagerPages, addRole, onPlanetScale } from './next-variants.ts';
import { signInAt } from './sign-in-at.ts';

let proxy: MySqlProxy;
afterAll(() => proxy?.close());

describeSignIn('next', {
  async start() {
    proxy = await startMySqlProxy(inject('servers').mysql ?? '');
    return {
      serverUrl: proxy.url,
      async change(folder) {
        await addEagerPages(folder);
        await addRole(folder);
      },
    };
  },
  more(running) {
    describeAddress(running, '/api/auth/signin/nodemailer');
    describePageViews(running, { isSentByFetch: false, log: () => proxy });

    it('creates the tables that the migrations create, and leaves a table of its own alone', async () => {
      const { databaseUrl, folder } = running();
      const database = await createDatabase(inject('servers').mysql ?? '');
      onTestFinished(() => database.drop());
      await query(database.url, 'create table posts (id int primary key)');
      const options = { cwd: fileURLToPath(folder), env: { ...process.env, DATABASE_URL: database.url } };
      await runCommand(process.execPath, ['node_modules/drizzle-kit/bin.cjs', 'push'], options);
      await runCommand(process.execPath, ['account-ids.mjs'], options);
      expect(await query(database.url, 'select count(*) as count from posts')).toEqual([{ count: 0 }]);
      await query(database.url, 'drop table posts');
      expect(await describeDatabase(database.url)).toEqual(await describeDatabase(databaseUrl));
    });

    it('tells scripts the name and the address of a user, and not the token of a session', async () => {
      const { headers, user } = await signInAt(running());
      const session = await fetch(`${running().site}/api/auth/session`, { headers });
      const { name, email, image } = user;
      expect(await session.json()).toEqual({ user: { name, email, image }, expires: expect.any(String) });
    });
  },
});

describeSignIn('next', {
  title: 'next over PlanetScale’s driver',
  start: async () => ({
    env: { DATABASE_URL: '' },
    async change(folder) {
      await addEagerPages(folder);
      await onPlanetScale(folder);
    },
  }),
  more: (running) => describePageViews(running, { isSentByFetch: true, log: () => running().planetscale }),
});
