import { spawnSync } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';

const script = fileURLToPath(new URL('../../.ci/prepare-release', import.meta.url));
const GITHUB_REPOSITORY = 'somebody/a-fork';

/** Runs the script in a folder with a package and a changelog, and returns what it says and the package after it. */
async function prepare(tag: string, env: NodeJS.ProcessEnv = { GITHUB_REPOSITORY }, heading = '1.2.3') {
  const folder = await mkdtemp(join(tmpdir(), 'release-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await cp(script, join(folder, '.ci/prepare-release'));
  await writeFile(join(folder, 'package.json'), JSON.stringify({ name: 'x', version: '1.2.3' }));
  await writeFile(join(folder, 'CHANGELOG.md'), `# Changelog\n\n## [${heading}] - 2026-01-31\n`);
  const { PATH, HOME } = process.env;
  const { status, stderr } = spawnSync(join(folder, '.ci/prepare-release'), [tag], {
    env: { PATH, HOME, ...env },
    encoding: 'utf8',
  });
  const { repository, bugs, homepage } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  return { status, stderr, repository, bugs, homepage };
}

it('names the repository that it runs in, which provenance requires', async () => {
  expect(await prepare('v1.2.3')).toEqual({
    status: 0,
    stderr: '',
    repository: { type: 'git', url: 'git+https://github.com/somebody/a-fork.git' },
    bugs: { url: 'https://github.com/somebody/a-fork/issues' },
    homepage: 'https://github.com/somebody/a-fork#readme',
  });
});

it.each([
  ['another version', 'v1.2.4', { GITHUB_REPOSITORY }, 'Expected the tag to be v1.2.3'],
  ['no tag', '', { GITHUB_REPOSITORY }, 'got ""'],
  ['no repository', 'v1.2.3', {}, 'Expected GITHUB_REPOSITORY to be owner/name, got ""'],
])('refuses %s, and changes nothing', async (_what, tag, env, message) => {
  const refused = await prepare(tag, env);
  expect(refused).toEqual({ status: 1, stderr: expect.stringContaining(message) });
});

it('refuses a version that the changelog does not have', async () => {
  const refused = await prepare('v1.2.3', undefined, '1.2.2');
  const message = 'a heading "## [1.2.3] - DATE", got none';
  expect(refused).toEqual({ status: 1, stderr: expect.stringContaining(message) });
});
