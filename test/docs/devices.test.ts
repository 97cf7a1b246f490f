import type { AuthConfig } from '@auth/core';
import type { ListedSession } from 'authjs-drizzle-mysql/account';
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

interface OfPage {
  readonly adapter: Adapter;
  readonly pool: Pool;
  readonly tables: object;
  readonly serve: (request: Request, config: AuthConfig) => Promise<Response>;
  readonly devicesOf: (request: Request) => Promise<ListedSession[]>;
  readonly signOut: (request: Request, device: string) => Promise<void>;
}

describe.each(servers)('the devices of a person, by the code of the page, on %s', (server) => {
  async function open() {
    const url = await newDatabase(server);
    const page = await importCode<OfPage>(code, url);
    onTestFinished(() => page.pool.end());
    await makeTables(url, page.tables);
    const links = new Map<string, string>();
    const errors: Error[] = [];
    const config = configureAuth(page.adapter, [byLink(links)], errors);

    /** Signs in by link, in a browser with a user agent. */
    async function signIn(email: string, agent?: string): Promise<Visitor> {
      const headers = { 'fly-client-ip': '203.0.113.7', ...(agent && { 'user-agent': agent }) };
      const visitor = newVisitor(config, { headers, serve: (request) => page.serve(request, config) });
      await visitor.post('/auth/signin/email', { email });
      await followLink(visitor, links, email);
      return visitor;
    }

    const from = ({ cookies }: Visitor) => {
      const cookie = `authjs.session-token=${cookies.get('authjs.session-token')}`;
      return new Request('http://app.test/account', { headers: { cookie } });
    };
    return {
      errors,
      signIn,
      adapter: page.adapter,
      devicesOf: (visitor: Visitor) => page.devicesOf(from(visitor)),
      signOut: (visitor: Visitor, device = '') => page.signOut(from(visitor), device),
    };
  }

  it('are listed with user agent, network and time, without those whose session has ended', async () => {
    const { adapter, devicesOf, errors, signIn } = await open();
    const [ada, ben] = [uniqueEmail(), uniqueEmail()];
    const start = Math.floor(Date.now() / 1000) * 1000;
    const laptop = await signIn(ada, 'Firefox');
    await signIn(ada, 'x'.repeat(1000));
    await signIn(ada);
    await signIn(ben, 'Opera');
    const userId = (await adapter.getUserByEmail(ada))?.id ?? '';
    await adapter.createSession({ sessionToken: 'ended', userId, expires: anHourAgo() });
    const devices = await devicesOf(laptop);
    expect(devices.map(({ userAgent, isCurrent }) => [userAgent, isCurrent])).toEqual([
      [null, false],
      ['x'.repeat(255), false],
      ['Firefox', true],
    ]);
    for (const { createdAt, ipAddress } of devices) {
      expect(ipAddress).toBe('203.0.113.0/24');
      expect(Number(createdAt)).toBeGreaterThanOrEqual(start);
      expect(Number(createdAt)).toBeLessThanOrEqual(Date.now());
    }
    expect(errors).toEqual([]);
  });

  it('are signed out one by one, or all but this one, and nobody else is', async () => {
    const { devicesOf, signIn, signOut } = await open();
    const [ada, ben] = [uniqueEmail(), uniqueEmail()];
    const laptop = await signIn(ada, 'Laptop');
    const phone = await signIn(ada, 'Phone');
    const tablet = await signIn(ada, 'Tablet');
    const other = await signIn(ben, 'Phone');
    const everybody = () => Promise.all([laptop, phone, tablet, other].map(signedInAs));

    const found = (await devicesOf(laptop)).find(({ userAgent }) => userAgent === 'Phone');
    await signOut(other, found?.id);
    expect(await everybody()).toEqual([ada, ada, ada, ben]);
    await signOut(laptop, found?.id);
    expect(await everybody()).toEqual([ada, undefined, ada, ben]);
    await signOut(laptop, 'others');
    expect(await everybody()).toEqual([ada, undefined, undefined, ben]);
  });
});
