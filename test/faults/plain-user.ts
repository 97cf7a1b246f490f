import { runSql } from '../../dev/mysql/run-sql.ts';

/** Makes a user with all rights on tables and none on the server, and returns the server's address for them. */
export async function createPlainUser(serverUrl: string, options = ''): Promise<string> {
  const name = `plain_${crypto.randomUUID().slice(0, 8)}`;
  await runSql(
    serverUrl,
    `create user ${name}@'%' ${options};
    grant select, insert, update, delete, create, drop, alter, index, process on *.* to ${name}@'%'`,
  );
  const url = new URL(serverUrl);
  url.username = name;
  return url.href.replace(/\/$/, '');
}
