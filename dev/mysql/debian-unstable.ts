import { access, mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findProgram } from './find-program.ts';
import type { Machine } from './machine.ts';
import { runCommand } from './run-command.ts';

// Needed to install a server, not to run one.
const LEFT_OUT = /^(perl|debconf|cdebconf|systemd|dpkg|tar)/;

/** Downloads mysql-server-core from Debian's unstable suite with its dependencies; returns the package files. */
export async function downloadPackages(machine: Machine, folder: string): Promise<string[]> {
  const aptGet = await findProgram('apt-get', machine.programFolders);
  const aptCache = await findProgram('apt-cache', machine.programFolders);
  await requireKeyring(machine.debianKeyring);
  const options = await writeSources(folder, await mirror(aptGet), machine.debianKeyring);
  await runCommand(aptGet, [...options, 'update']);
  const names = dependencies(await runCommand(aptCache, [...options, ...DEPENDS]));
  const files = join(folder, 'files');
  await mkdir(files);
  await runCommand(aptGet, [...options, 'download', ...names], { cwd: files });
  return (await readdir(files)).filter((name) => name.endsWith('.deb')).map((name) => join(files, name));
}

const RELATIONS = ['recommends', 'suggests', 'conflicts', 'breaks', 'replaces', 'enhances'];
const DEPENDS = ['depends', '--recurse', ...RELATIONS.map((name) => `--no-${name}`), 'mysql-server-core'];

// Names start a line; relations are indented, and virtual packages are in angle brackets.
function dependencies(output: string): string[] {
  const names = output.split('\n').filter((line) => /^[a-z0-9]/.test(line) && !LEFT_OUT.test(line));
  return [...new Set(names)];
}

async function requireKeyring(keyring: string): Promise<void> {
  await access(keyring).catch(() => {
    throw new Error(`Debian's keys are not at ${keyring} (package debian-archive-keyring)`);
  });
}

// The machine can reach the mirror that apt uses.
async function mirror(aptGet: string): Promise<string> {
  const output = await runCommand(aptGet, ['indextargets', '--format', '$(ORIGIN) $(REPO_URI)']);
  const found = output.split('\n').find((line) => /^Debian /.test(line) && !/security/i.test(line));
  return found?.slice('Debian '.length) ?? 'http://deb.debian.org/debian';
}

// Its own lists and cache: the system's stay as they are, and root is not needed.
async function writeSources(folder: string, uri: string, keyring: string): Promise<string[]> {
  const [lists, cache, sources] = [
    join(folder, 'lists'),
    join(folder, 'cache'),
    join(folder, 'sources.list'),
  ];
  await mkdir(join(lists, 'partial'), { recursive: true });
  await mkdir(join(cache, 'archives', 'partial'), { recursive: true });
  await writeFile(sources, `deb [signed-by=${keyring}] ${uri} sid main\n`);
  const settings = [
    `Dir::Etc::sourcelist=${sources}`,
    'Dir::Etc::sourceparts=-',
    `Dir::State::lists=${lists}`,
    `Dir::Cache=${cache}`,
    'APT::Sandbox::User=root',
    // Otherwise a mirror that can't be reached is a warning, and the reason is lost.
    'APT::Update::Error-Mode=any',
    'Acquire::Retries=2',
  ];
  return ['-qq', ...settings.flatMap((setting) => ['-o', setting])];
}
