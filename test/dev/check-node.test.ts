import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const script = fileURLToPath(new URL('../../dev/check-node.cjs', import.meta.url));

/** Runs the check as if on another version of Node. */
function checkOn(version: string) {
  const pretend = `Object.defineProperty(process, 'versions', { value: { node: '${version}' } })`;
  const code = `${pretend}; require(${JSON.stringify(script)})`;
  const { status, stderr } = spawnSync(process.execPath, ['-e', code], { encoding: 'utf8' });
  return { status, stderr };
}

it('lets through the versions that the package supports', () => {
  for (const version of ['20.19.0', '20.20.2', '22.0.0', '26.1.0']) {
    expect(checkOn(version)).toEqual({ status: 0, stderr: '' });
  }
});

it('stops on an older version with one clear line', () => {
  for (const version of ['16.20.2', '18.20.8', '20.18.3']) {
    expect(checkOn(version)).toEqual({
      status: 1,
      stderr: `Expected Node 20.19.0 or later, got ${version}: install a newer Node.\n`,
    });
  }
});
