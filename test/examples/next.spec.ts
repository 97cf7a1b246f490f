import { afterAll, inject } from 'vitest';
import { type MySqlProxy, startMySqlProxy } from '../../dev/mysql-proxy.ts';
import { describeAddress } from './describe-address.ts';
import { describeSignIn } from './describe-sign-in.ts';
import { describePageViews } from './next-page-views.ts';
import { addEagerPages, addRole, onPlanetScale } from './next-variants.ts';

let proxy: MySqlProxy;
afterAll(() => proxy?.close());

describeSignIn(
  'next',
  async () => {
    proxy = await startMySqlProxy(inject('servers').mysql ?? '');
    return {
      serverUrl: proxy.url,
      async change(folder) {
        await addEagerPages(folder);
        await addRole(folder);
      },
    };
  },
  'next',
  (running) => {
    describeAddress(running, '/api/auth/signin/nodemailer');
    describePageViews(running, { isSentByFetch: false, log: () => proxy });
  },
);

describeSignIn(
  'next',
  async () => ({
    env: { DATABASE_URL: '' },
    async change(folder) {
      await addEagerPages(folder);
      await onPlanetScale(folder);
    },
  }),
  'next over PlanetScale’s driver',
  (running) => describePageViews(running, { isSentByFetch: true, log: () => running().planetscale }),
);
