import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Cleanup } from '../../../dev/command/cleanup.ts';
import { createDatabase, type TemporaryDatabase } from '../../../dev/mysql.ts';
import type { Fault, PlanetScaleServer } from '../../../dev/planetscale.ts';
import { startEdge } from '../node/start-edge.ts';
import { mysqlForTests } from '../testing/find-mysql.ts';
import { FormVisitor } from '../testing/form-visitor.ts';
import { asShown, codeOnPage, shownStatements } from '../testing/page-text.ts';

describe.skipIf(!mysqlForTests)('the worker and the PlanetScale it sends to', () => {
  const cleanup = new Cleanup();
  let database: TemporaryDatabase;
  let site: string;
  let planetScale: PlanetScaleServer;

  beforeAll(async () => {
    database = await createDatabase(mysqlForTests ?? '');
    vi.stubEnv('DATABASE_URL', database.url);
    vi.stubEnv('PORT', '0');
    vi.spyOn(console, 'log').mockImplementation(() => {}); // what it creates is irrelevant here
    ({ origin: site, planetScale } = await startEdge(cleanup));
  });

  afterAll(async () => {
    await cleanup.run();
    vi.unstubAllEnvs();
    vi.restoreAllMocks();
    await database?.drop();
  });

  it('shows the statements that arrived there for a request, in order', async () => {
    const visitor = new FormVisitor(site);
    const page = async () => (await visitor.get('/')).text();

    async function compare(name: string, request: () => Promise<Response>): Promise<string[]> {
      planetScale.clear();
      expect((await request()).headers.get('location')).not.toContain('error');
      const arrived = await Promise.all(planetScale.statements.map(asShown));
      expect(shownStatements(await page(), name)).toEqual(arrived);
      return arrived;
    }

    await compare('POST /auth/signin/email', () =>
      visitor.post('/auth/signin/email', { email: 'ada@example.com' }),
    );
    const query = new URLSearchParams({ email: 'ada@example.com', token: codeOnPage(await page()) });
    await compare('GET /auth/callback/email', () => visitor.get(`/auth/callback/email?${query}`));
    const password = 'correct horse battery staple';
    await compare('POST /account/password', () => visitor.post('/account/password', { password }));
    const signIn = await compare('POST /auth/callback/password', () =>
      visitor.post('/auth/callback/password', { email: 'ada@example.com', password }),
    );
    expect(signIn).toEqual([
      expect.stringMatching(/^select .* from users/),
      expect.stringMatching(/^select password_hash from users/),
      expect.stringMatching(/^insert into sessions/),
    ]);
    await compare('POST /reset', () => visitor.post('/reset', { email: 'ada@example.com' }));
    const deletion = await compare('POST /account/delete', () => visitor.post('/account/delete'));
    expect(deletion).toHaveLength(4);
  });

  const statement = /^select/;
  const faults: readonly { title: string; fault: Fault }[] = [
    { title: 'refuses the password', fault: { statement, kind: 'unauthenticated' } },
    {
      title: 'refuses it without a word of its own',
      fault: { statement, kind: 'unauthenticated', form: 'flat' },
    },
    { title: 'answers with the page of a proxy', fault: { statement, kind: 'html', status: 502 } },
    { title: 'hangs up', fault: { statement, kind: 'drop', executed: false } },
    { title: 'hangs up in the middle of an answer', fault: { statement, kind: 'cut' } },
  ];

  it.for(faults)(
    'says that the database is not responding when it $title, and recovers',
    async ({ fault }) => {
      planetScale.inject(fault);
      const answer = await fetch(site);
      expect([answer.status, await answer.text()]).toEqual([
        503,
        expect.stringContaining('The database is not responding'),
      ]);
      expect((await fetch(site)).status).toBe(200);
    },
  );
});
