import { fileURLToPath } from 'node:url';
import { afterAll, expect, inject, it, onTestFinished } from 'vitest';
import { runCommand } from '../../dev/mysql/run-command.ts';
import { createDatabase } from '../../dev/mysql.ts';
import { type MySqlProxy, startMySqlProxy } from '../../dev/mysql-proxy.ts';
import { applyMigrations } from '../support/databases/apply-migrations.ts';
import { describeDatabase } from '../support/databases/information-schema.ts';
import { query } from '../support/databases/query.ts';
import { describeAddress } from './describe-address.ts';
import { describeSchedule } from './describe-schedule.ts';
import { describeSignIn } from './describe-sign-in.ts';
import { describeAccount } from './next-account.ts';
import { describeCodes } from './next-codes.ts';
import { describePageViews } from './next-page-views.ts';
import { describePasswords } from './next-passwords.ts';
import { addEagerPages, addRole, onPlanetScale } from './next-variants.ts';
import type { RunningExample } from './run-example.ts';
import { signInAt } from './sign-in-at.ts';

const IP_HEADER = 'x-address-of-visitor';

const CRON_SECRET = 'a secret of the test';

function describeCron(running: () => RunningExample) {
  const call = (authorization: string) => (site: string) =>
    fetch(`${site}/api/cron/prune`, { headers: { authorization } });
  describeSchedule(running, call(`Bearer ${CRON_SECRET}`));

  it('runs its schedule for nobody else', async () => {
    for (const authorization of ['', 'Bearer ', 'Bearer another', CRON_SECRET])
      expect((await call(authorization)(running().site)).status).toBe(401);
  });
}

const OWN_COLUMNS = [
  'alter table sessions add user_agent varchar(255), add ip_address varchar(45)',
  'alter table users add password_hash varchar(255)',
];

async function newDatabase() {
  const database = await createDatabase(inject('servers').mysql ?? '');
  onTestFinished(() => database.drop());
  return database;
}

let proxy: MySqlProxy;
afterAll(() => proxy?.close());

describeSignIn('next', {
  async start() {
    proxy = await startMySqlProxy(inject('servers').mysql ?? '');
    return {
      serverUrl: proxy.url,
      env: (site) => ({ AUTH_URL: site, IP_HEADER, CRON_SECRET }),
      async change(folder) {
        await addEagerPages(folder);
        await addRole(folder);
      },
    };
  },
  more(running) {
    describeAddress(running, '/api/auth/signin/nodemailer');
    describePageViews(running, { isSentByFetch: false, log: () => proxy });
    describeAccount(running, { ipHeader: IP_HEADER, log: () => proxy });
    describeCodes(running);
    describeCron(running);
    describePasswords(running, () => proxy);

    it('creates the tables that the migrations create, with its own columns, and leaves a table of its own alone', async () => {
      const { folder } = running();
      const [database, migrated] = [await newDatabase(), await newDatabase()];
      await applyMigrations(migrated.url);
      for (const sql of OWN_COLUMNS) await query(migrated.url, sql);
      await query(database.url, 'create table posts (id int primary key)');
      const options = { cwd: fileURLToPath(folder), env: { ...process.env, DATABASE_URL: database.url } };
      await runCommand(process.execPath, ['node_modules/drizzle-kit/bin.cjs', 'push'], options);
      await runCommand(process.execPath, ['account-ids.mjs'], options);
      expect(await query(database.url, 'select count(*) as count from posts')).toEqual([{ count: 0 }]);
      await query(database.url, 'drop table posts');
      expect(await describeDatabase(database.url)).toEqual(await describeDatabase(migrated.url));
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
    env: (site) => ({ DATABASE_URL: '', AUTH_URL: site, IP_HEADER, CRON_SECRET }),
    async change(folder) {
      await addEagerPages(folder);
      await onPlanetScale(folder);
    },
  }),
  more(running) {
    describePageViews(running, { isSentByFetch: true, log: () => running().planetscale });
    describeAccount(running, { ipHeader: IP_HEADER, log: () => running().planetscale });
    describeCodes(running);
    describeCron(running);
    describePasswords(running, () => running().planetscale);
  },
});
