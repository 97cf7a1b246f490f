import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, inject, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const [[aServer = '', itsUrl = ''] = []] = Object.entries(inject('servers'));

/** Runs a small part of the tests as somebody with this environment does. */
function runTests(environment: Record<string, string>) {
  const { CI, BACKENDS, DATABASE_URL, FORCE_COLOR, ...outer } = process.env;
  const { status, stdout, stderr } = spawnSync('npx', ['vitest', 'run', 'test/database'], {
    cwd: root,
    env: { ...outer, NO_COLOR: '1', ...environment },
    encoding: 'utf8',
  });
  return { status, stdout, lines: stderr.split('\n').filter((line) => line && !line.startsWith('npm ')) };
}

it.each([
  ['a server that does not answer', { DATABASE_URL: 'mysql://root:hunter2@127.0.0.1:1' }, 'ECONNREFUSED'],
  ['an address of another database', { DATABASE_URL: 'postgres://root:hunter2@127.0.0.1' }, 'mysql://'],
  ['a backend that does not exist', { BACKENDS: 'oracle' }, 'got "oracle"'],
])('says in one line that it cannot run with %s', (_case, environment, reason) => {
  const { status, lines } = runTests(environment);
  expect(status).toBe(1);
  expect(lines).toEqual([expect.stringContaining(reason)]);
  expect(lines[0]).not.toContain('hunter2');
});

it('fails when a backend that was asked for cannot start, and when CI lacks one', () => {
  const other = aServer === 'mysql' ? 'mysql2-mariadb' : 'mysql2-mysql';
  for (const environment of [{ BACKENDS: other }, { CI: 'true' }]) {
    const { status, lines } = runTests({ DATABASE_URL: itsUrl, ...environment });
    expect(status).toBe(1);
    expect(lines).toEqual([expect.stringContaining('Expected the server at DATABASE_URL to be')]);
  }
});

it('tests on a server of your own, and says what is left out there', () => {
  const { status, stdout, lines } = runTests({ DATABASE_URL: itsUrl });
  expect(status).toBe(0);
  expect(stdout).toContain('Testing on');
  expect(lines).toEqual([expect.stringContaining('Not tested here')]);
});
