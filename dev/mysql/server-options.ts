import { join } from 'node:path';
import type { ServerKind, ServerProgram } from './server.ts';

// With these a server does not survive a power cut, which a throwaway server need not; queries see no
// difference. With --skip-log-bin they bring MySQL's set-up and start down from 5.3 s to 3.5 s.
const QUICK = ['--innodb-flush-log-at-trx-commit=0', '--innodb-doublewrite=OFF', '--performance-schema=OFF'];

const KIND_OPTIONS = {
  mysql: ['--mysqlx=OFF', '--skip-log-bin'],
  // MySQL's default and Debian's setting for MariaDB, whose own default before 11.6 is latin1.
  mariadb: ['--character-set-server=utf8mb4'],
} satisfies Record<ServerKind, readonly string[]>;

/** Returns the arguments that run a program on a data folder, with extra options. */
export function serverArguments(program: ServerProgram, folder: string, ...extra: string[]): string[] {
  // In a shared temporary folder, a starting MariaDB deletes the temporary tables of those that are running.
  const folders = [`--datadir=${dataFolderIn(folder)}`, `--tmpdir=${folder}`];
  const options = [...folders, ...asRoot(), ...QUICK, ...KIND_OPTIONS[program.kind]];
  return [...program.leading, '--no-defaults', ...options, ...extra, ...program.trailing];
}

/** Returns the options that make a server listen on a local port. */
export function listenOptions(folder: string, port: number): string[] {
  const files = [`--socket=${join(folder, 'sock')}`, `--pid-file=${join(folder, 'pid')}`];
  // With 2, InnoDB skips its cleanup at shutdown, as in a crash: the folder is deleted anyway.
  const limits = ['--max-connections=500', '--innodb-fast-shutdown=2'];
  return [`--port=${port}`, '--bind-address=127.0.0.1', ...files, ...limits];
}

/** Returns the folder inside a server's folder that holds its data. */
export function dataFolderIn(folder: string): string {
  return join(folder, 'data');
}

// Both servers refuse to run as root unless told to.
function asRoot(): string[] {
  return process.getuid?.() === 0 ? ['--user=root'] : [];
}
