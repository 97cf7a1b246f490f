import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { networkInterfaces } from 'node:os';
import { expect, it } from 'vitest';
import { close } from '../../../dev/command/listen.ts';
import { listenForSite } from './listen.ts';

const hasIpv6 = Object.values(networkInterfaces()).some((all) =>
  all?.some(({ address }) => address === '::1'),
);

it.skipIf(!hasIpv6)('takes no port that another program uses at ::1, where browsers look first', async () => {
  const other = createServer().listen(0, '::1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo; // a string for pipes only
  const site = createServer();
  await expect(listenForSite(site, port)).rejects.toThrow(
    `got ${port}, which another program is listening on`,
  );
  await close(other);
  expect(await listenForSite(site, port)).toBe(port);
  await close(site);
});
