import type { ServerKind } from './server.ts';

/** Is a source that was tried, and why it gave no server. */
export interface Attempt {
  readonly source: string;
  readonly reason: string;
}

const WANTED = { mysql: 'MySQL', mariadb: 'MariaDB' } satisfies Record<ServerKind, string>;

/** Writes the message that lists all that was tried, and what to do. */
export function noServer(attempts: readonly Attempt[], kind?: ServerKind): string {
  const wanted = kind ? WANTED[kind] : 'MySQL or MariaDB';
  return [
    `Expected to start a ${wanted} server, but none of its sources worked:`,
    ...attempts.map(asLine),
    'Any one of these gives you one:',
    ...remedies(kind).map((line) => `  - ${line}`),
  ].join('\n');
}

/** Writes why MariaDB runs where MySQL would have been preferred. */
export function insteadOfMysql(version: string, attempts: readonly Attempt[]): string {
  return [`Using MariaDB ${version}, since there is no MySQL:`, ...attempts.map(asLine)].join('\n');
}

function asLine({ source, reason }: Attempt): string {
  return `  - ${source}: ${reason}`;
}

function remedies(kind?: ServerKind): string[] {
  const mysql = 'install MySQL: apt-get install mysql-server (Ubuntu), brew install mysql (macOS)';
  const mariadb =
    'install MariaDB: apt-get install mariadb-server-core (Debian, Ubuntu), brew install mariadb (macOS)';
  const running = 'set DATABASE_URL=mysql://user:password@127.0.0.1:3306 to a server that runs already';
  return [...(kind === 'mariadb' ? [] : [mysql]), ...(kind === 'mysql' ? [] : [mariadb]), running];
}
