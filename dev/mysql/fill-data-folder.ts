import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runChild, startChild } from './child-process.ts';
import { runCommand } from './run-command.ts';
import type { ServerProgram } from './server.ts';
import { dataFolderIn, serverArguments } from './server-options.ts';

/** Fills a new server's data folder, with a root user without a password. */
export async function fillDataFolder(
  program: ServerProgram,
  folder: string,
  signal: AbortSignal,
): Promise<void> {
  const limit = AbortSignal.any([signal, AbortSignal.timeout(120_000)]);
  const isMysql = program.kind === 'mysql';
  const input = isMysql ? '' : await systemTables(program);
  if (!isMysql) await mkdir(dataFolderIn(folder));
  const log = join(folder, 'log');
  const option = isMysql ? '--initialize-insecure' : '--bootstrap';
  const child = await startChild(program.command, serverArguments(program, folder, option), log);
  child.feed(input);
  await runChild(child, log, limit);
}

// The parts that mariadb-install-db feeds to the server, without its help texts. That script isn't used:
// it needs my_print_defaults from a client package, and as root it changes owners of system files.
const PARTS = [
  'system_tables',
  'performance_tables',
  'system_tables_data',
  'maria_add_gis_sp_bootstrap',
  'sys_schema',
];

async function systemTables(program: ServerProgram): Promise<string> {
  const folder = await shareFolder(program);
  const files = await readdir(folder);
  const texts = await Promise.all(PARTS.map((part) => readFile(join(folder, fileOf(part, files)), 'utf8')));
  return ['create database mysql;', 'use mysql;', 'set @auth_root_socket = null;', ...texts].join('\n');
}

// MariaDB 11 renamed mysql_*.sql to mariadb_*.sql.
function fileOf(part: string, files: readonly string[]): string {
  const names = [`mysql_${part}.sql`, `mariadb_${part}.sql`, `${part}.sql`];
  const name = names.find((candidate) => files.includes(candidate));
  if (!name) throw new Error(`there is no ${part}.sql beside the server program`);
  return name;
}

async function shareFolder({ command, leading }: ServerProgram): Promise<string> {
  const help = await runCommand(command, [...leading, '--no-defaults', '--verbose', '--help']);
  const charsets = /^character-sets-dir\s+(\S.*)$/m.exec(help)?.[1];
  if (!charsets) throw new Error(`${command} does not say where its files are`);
  return join(charsets.trim(), '..');
}
