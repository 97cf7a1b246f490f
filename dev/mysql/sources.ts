import { findPrograms, kindOfProgram } from './find-program.ts';
import { installMariadb } from './install-mariadb.ts';
import type { Machine } from './machine.ts';
import type { Job, ServerKind, ServerProgram } from './server.ts';
import { unpackedMysql } from './unpack-mysql.ts';

/** One way to get a server. */
export interface Source {
  readonly name: string;
  readonly kind: ServerKind;
  /** Whether the source changes the system, not only the user's own folders. */
  readonly installs?: true;
  /** Finds or fetches the server; rejects with the reason when there is none. */
  find(machine: Machine, log: (line: string) => void): Promise<Job>;
}

/** The ways to get a server, the best first. */
export const SOURCES: readonly Source[] = [
  { name: 'MySQL on PATH', kind: 'mysql', find: (machine) => installed('mysql', ['mysqld'], machine) },
  {
    name: "MySQL unpacked from Debian's unstable suite",
    kind: 'mysql',
    find: async (machine, log) => runs(await unpackedMysql(machine, log)),
  },
  { name: 'MySQL downloaded by mysql-memory-server', kind: 'mysql', find: download },
  {
    name: 'MariaDB on this machine',
    kind: 'mariadb',
    find: (machine) => installed('mariadb', ['mariadbd', 'mysqld'], machine),
  },
  {
    name: 'MariaDB installed by apt-get',
    kind: 'mariadb',
    installs: true,
    find: async (machine, log) => {
      await installMariadb(machine, log);
      return installed('mariadb', ['mariadbd', 'mysqld'], machine);
    },
  },
];

// The archive is 100 MB or more; ten minutes are enough on a slow line.
const DOWNLOAD_TIMEOUT_MS = 600_000;

async function download({ arch }: Machine, log: (line: string) => void): Promise<Job> {
  if (arch !== 'x64' && arch !== 'arm64') throw new Error(`expected an x64 or arm64 processor, got ${arch}`);
  log('Starting MySQL through mysql-memory-server, which downloads it the first time ...');
  return { run: 'download', timeoutMs: DOWNLOAD_TIMEOUT_MS };
}

function runs(program: ServerProgram): Job {
  return { run: 'program', program };
}

async function installed(kind: ServerKind, names: readonly string[], machine: Machine): Promise<Job> {
  const lists = await Promise.all(names.map((name) => findPrograms(name, machine.programFolders)));
  const paths = lists.flat();
  if (paths.length === 0) throw new Error(`there is no ${names.join(' or ')} on this machine`);
  for (const command of paths) {
    const found = await kindOfProgram(command).catch(() => undefined);
    if (found === kind) return runs({ kind, command, leading: [], trailing: [] });
  }
  throw new Error(`expected ${kind}, got another server at ${paths.join(', ')}`);
}
