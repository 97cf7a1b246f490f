import { Client } from '@planetscale/database';
import { expect, test } from 'vitest';
import { startPlanetScale } from '../../../dev/planetscale.ts';
import { describeStandIn, temporaryDatabase } from './open-stand-in.ts';
import { stallAtReset } from './stalling-mysql.ts';

describeStandIn('the end', () => {
  test('does not wait for a MySQL that stalls while it resets a connection', async () => {
    const mysql = await stallAtReset((await temporaryDatabase()).url);
    const server = await startPlanetScale(mysql.url);
    const answer = new Client({ url: server.url }).execute('select 1').catch(() => {});
    await mysql.stalled;
    await server.close();
    await answer;
    await expect(fetch(server.url.replace('local:local@', ''))).rejects.toThrow('fetch failed');
  });
});
