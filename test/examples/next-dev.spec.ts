import { readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it, onTestFailed } from 'vitest';
import { addProbe, LAZY } from './next-variants.ts';
import { type RunningExample, runExample } from './run-example.ts';
import { signInAt } from './sign-in-at.ts';

const PAGE = 'app/account/page.tsx';
const PROBE = 'app/probe/route.ts';

/** What a route finds by the adapter, and which text of each module it runs. */
interface Probe {
  readonly revisions: Readonly<Record<string, number>>;
  readonly found: Readonly<Record<string, unknown>>;
}

describe.each([
  { bundler: 'Turbopack', command: 'next dev' },
  { bundler: 'webpack', command: 'next dev --webpack' },
])('next dev with $bundler', ({ command }) => {
  let example: RunningExample;
  beforeAll(async () => {
    example = await runExample('next', {
      env: (site) => ({ AUTH_URL: site }),
      async change(folder) {
        await addProbe(folder);
        const manifest = new URL('package.json', folder);
        const { scripts, ...rest } = JSON.parse(await readFile(manifest, 'utf8'));
        const { build: _, ...others } = scripts;
        await writeFile(manifest, JSON.stringify({ ...rest, scripts: { ...others, start: command } }));
      },
    });
  });
  afterAll(() => example?.stop());

  const edit = async (path: string, change: (text: string) => string) => {
    const file = new URL(path, example.folder);
    const text = await readFile(file, 'utf8');
    const changed = change(text);
    if (changed === text) throw new Error(`Expected ${path} to change.`);
    await writeFile(file, changed);
  };
  const revise = (path: string) => edit(path, (text) => text.replace('revision = 0', 'revision = 1'));

  /** Returns what the route finds, or the status of the answer: a module may be half written. */
  async function probe(): Promise<Probe | number> {
    const answer = await fetch(`${example.site}/probe`);
    return answer.ok ? ((await answer.json()) as Probe) : answer.status;
  }

  it('finds the adapter after any of its modules was evaluated again', { timeout: 900_000 }, async () => {
    onTestFailed(() => console.error(example.newOutput()));
    const { headers, user } = await signInAt(example);
    const page = async (path = '/account') => (await fetch(example.site + path, { headers })).text();
    const untilFound = async (revisions: Probe['revisions'], isFunction: boolean) => {
      const found = { isFunction, given: FOUND, kept: FOUND };
      await expect.poll(probe, PATIENTLY).toEqual({ revisions, found });
      // Each route is compiled anew on its own, when it is next asked for.
      await expect.poll(() => page(), PATIENTLY).toContain(`Account of ${user.email}`);
      await expect.poll(() => page('/kept'), PATIENTLY).toContain(`Found ${user.email}`);
      await expect.poll(() => page('/api/auth/session'), PATIENTLY).toContain(`"email":"${user.email}"`);
    };

    await untilFound({ auth: 0, adapter: 0, db: 0, probe: 0 }, false);
    await edit('auth.ts', () => LAZY);
    await untilFound({ auth: 1, adapter: 0, db: 0, probe: 0 }, true);
    await revise('adapter-mysql2.ts');
    await untilFound({ auth: 1, adapter: 1, db: 0, probe: 0 }, true);
    await revise('db.ts');
    await untilFound({ auth: 1, adapter: 1, db: 1, probe: 0 }, true);
    await revise(PROBE);
    await untilFound({ auth: 1, adapter: 1, db: 1, probe: 1 }, true);
    await edit(PAGE, (text) => text.replace('Account of $', 'The account of $'));
    await expect.poll(() => page(), PATIENTLY).toContain(`The account of ${user.email}`);
    // Turbopack itself may complain of a module that it is about to replace.
    expect(example.newOutput()).not.toMatch(/MySqlAdapterError|INVALID_ARGUMENT/);
  });
});

/** How long a machine may take that does other things as well. */
const PATIENTLY = { timeout: 120_000, interval: 500 };

/** Somebody signs in, is found by their cookie, and has a token at a provider. */
const FOUND = { isThere: true, accessToken: 'at-the-provider' };
