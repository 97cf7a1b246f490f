import { existsSync } from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { unpackedMysql } from '../../../dev/mysql/unpack-mysql.ts';
import { bareMachine } from './bare-machine.ts';
import { exitOf, spawnScript } from './spawned-script.ts';

const silent = () => {};

describe('unpacking MySQL', () => {
  test('does not use a half-finished folder, and removes what a killed process left', async () => {
    const machine = await bareMachine();
    const dead = await spawnScript('');
    await exitOf(dead);
    const left = join(machine.cacheFolder, `unpacking.${hostname()}.${dead.pid}.abc123`);
    const working = join(machine.cacheFolder, `unpacking.${hostname()}.${process.pid}.abc123`);
    for (const folder of [left, working]) await mkdir(join(folder, 'root/usr/sbin'), { recursive: true });
    await expect(unpackedMysql({ ...machine, arch: 'x64' }, silent)).rejects.toThrow('there is no dpkg');
    expect(existsSync(left)).toBe(false);
    expect(existsSync(working)).toBe(true);
  });

  test('works for two processes at the same time', async () => {
    const machine = await bareMachine(PACKAGE_TOOLS);
    const unpack = () => unpackedMysql({ ...machine, arch: 'x64' }, silent);
    const [first, second] = await Promise.all([unpack(), unpack()]);
    expect(second).toEqual(first);
    expect(existsSync(first.command)).toBe(true);
    expect(await readdir(machine.cacheFolder)).toEqual(['mysql-unstable-x64']);
  });

  test('leaves nothing when the packages are broken', async () => {
    const machine = await bareMachine({ ...PACKAGE_TOOLS, dpkg: 'echo "broken archive" >&2; exit 2' });
    await expect(unpackedMysql({ ...machine, arch: 'x64' }, silent)).rejects.toThrow('broken archive');
    expect(await readdir(machine.cacheFolder)).toEqual([]);
  });

  // Stand-ins for apt and dpkg, to save a download of 120 MB for the race: one package, with a loader in it.
  const PACKAGE_TOOLS = {
    'apt-get': 'case "$*" in *download*) : >server.deb ;; esac',
    'apt-cache': 'echo mysql-server-core',
    dpkg: 'lib=$3/usr/lib/x86_64-linux-gnu; mkdir -p $lib; printf "#!/bin/sh\\n" >$lib/ld-linux-x86-64.so.2; chmod +x $lib/*',
  };
});
