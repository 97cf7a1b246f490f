import type { Pool } from 'mysql2/promise';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Adapter } from '../backends/backend.ts';
import { configureAuth } from '../support/auth/auth-config.ts';
import { byLink, followLink } from '../support/auth/providers.ts';
import { newVisitor, signedInAs, type Visitor } from '../support/auth/visitor.ts';
import { makeTables } from '../support/databases/make-tables.ts';
import { newDatabase, servers } from '../support/databases/new-database.ts';
import { codeUnder } from '../support/pages/code-under.ts';
import { importCode } from '../support/pages/import-code.ts';
import { anHourAgo, uniqueEmail } from '../support/rows/samples.ts';

const [code = ''] = await codeUnder('recipes.md', 'Devices', 'ts');

interface Device {
  readonly id: number;
  readonly userAgent: string | null;
  readonly since: Date;
  readonly isThisOne: boolean;
}

interface OfPage {
  readonly adapter: Adapter;
  readonly adapterFor: (request: Request) => Adapter;
  readonly pool: Pool;
  readonly tables: object;
  readonly devicesOf: (userId: string, sessionToken: string) => Promise<Device[]>;
  readonly signOutOne: (userId: string, id: number) => Promise<unknown>;
  readonly signOutOthers: (userId: string, sessionToken: string) => Promise<unknown>;
}

describe.each(servers)('the devices of a person, by the code of the page, on %s', (server) => {
  async function open() {
    const url = await newDatabase(server);
    const page = await importCode<OfPage>(code, url);
    onTestFinished(() => page.pool.end());
    await makeTables(url, page.tables);
    const links = new Map<string, string>();
    const errors: Error[] = [];

    /** Signs in by link, in a browser with a user agent. */
    async function signIn(email: string, agent?: string): Promise<Visitor> {
      const headers = agent === undefined ? {} : { 'user-agent': agent };
      const request = new Request('http://app.test/auth/callback/email', { headers });
      const visitor = newVisitor(configureAuth(page.adapterFor(request), [byLink(links)], errors));
      await visitor.post('/auth/signin/email', { email });
      await followLink(visitor, links, email);
      return visitor;
    }

    const idOf = async (email: string) => (await page.adapter.getUserByEmail(email))?.id ?? '';
    return { ...page, errors, signIn, idOf };
  }

  const tokenOf = ({ cookies }: Visitor) => cookies.get('authjs.session-token') ?? '';

  it('are listed, the last one first, with user agent and time, and without those whose session has ended', async () => {
    const { adapter, devicesOf, errors, idOf, signIn } = await open();
    const [ada, ben] = [uniqueEmail(), uniqueEmail()];
    const start = Math.floor(Date.now() / 1000) * 1000;
    const [laptop] = [await signIn(ada, 'Firefox'), await signIn(ada, 'x'.repeat(1000)), await signIn(ada)];
    await signIn(ben, 'Opera');
    const userId = await idOf(ada);
    await adapter.createSession({ sessionToken: 'ended', userId, expires: anHourAgo() });
    const devices = await devicesOf(userId, tokenOf(laptop));
    expect(devices.map(({ userAgent, isThisOne }) => [userAgent, isThisOne])).toEqual([
      [null, false],
      ['x'.repeat(255), false],
      ['Firefox', true],
    ]);
    for (const { since } of devices) {
      expect(Number(since)).toBeGreaterThanOrEqual(start);
      expect(Number(since)).toBeLessThanOrEqual(Date.now());
    }
    expect(errors).toEqual([]);
  });

  it('are signed out one by one, or all but this one, and nobody else is', async () => {
    const { devicesOf, idOf, signIn, signOutOne, signOutOthers } = await open();
    const [ada, ben] = [uniqueEmail(), uniqueEmail()];
    const laptop = await signIn(ada, 'Laptop');
    const phone = await signIn(ada, 'Phone');
    const tablet = await signIn(ada, 'Tablet');
    const other = await signIn(ben, 'Phone');
    const everybody = () => Promise.all([laptop, phone, tablet, other].map(signedInAs));
    const [adasId, bensId] = [await idOf(ada), await idOf(ben)];

    const found = (await devicesOf(adasId, tokenOf(laptop))).find(({ userAgent }) => userAgent === 'Phone');
    await signOutOne(bensId, found?.id ?? 0);
    expect(await everybody()).toEqual([ada, ada, ada, ben]);
    await signOutOne(adasId, found?.id ?? 0);
    expect(await everybody()).toEqual([ada, undefined, ada, ben]);
    await signOutOthers(adasId, tokenOf(laptop));
    expect(await everybody()).toEqual([ada, undefined, undefined, ben]);
  });
});
