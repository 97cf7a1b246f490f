import type { ServerKind } from './server.ts';

/** A source that was tried, and why it gave no server. */
export interface Attempt {
  readonly source: string;
  readonly reason: string;
}

const WANTED = { mysql: 'MySQL', mariadb: 'MariaDB' } satisfies Record<ServerKind, string>;

/** Returns the message that lists everything that was tried, and what to do. */
export function noServer(attempts: readonly Attempt[], kind?: ServerKind): string {
  const wanted = kind ? WANTED[kind] : 'MySQL or MariaDB';
  return [
    `Expected to start a ${wanted} server, but no source worked:`,
    ...attempts.map(asLine),
    'To get one, do any of these:',
    ...remedies(kind).map((line) => `  - ${line}`),
  ].join('\n');
}

/** Returns the message that says why MariaDB runs in place of MySQL. */
export function insteadOfMysql(version: string, attempts: readonly Attempt[]): string {
  return [`Using MariaDB ${version}, because there is no MySQL:`, ...attempts.map(asLine)].join('\n');
}

function asLine({ source, reason }: Attempt): string {
  return `  - ${source}: ${reason}`;
}

function remedies(kind?: ServerKind): string[] {
  const mysql = 'install MySQL: apt-get install mysql-server (Ubuntu), brew install mysql (macOS)';
  const mariadb =
    'install MariaDB: apt-get install mariadb-server-core (Debian, Ubuntu), brew install mariadb (macOS)';
  const running =
    'set DATABASE_URL=mysql://user:password@127.0.0.1:3306 to use a server that is already running';
  return [...(kind === 'mariadb' ? [] : [mysql]), ...(kind === 'mysql' ? [] : [mariadb]), running];
}
