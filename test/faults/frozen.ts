import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Stops this process, as a platform does between two requests, until a server has closed one of its connections.
 *
 * So it cannot notice the end before it uses the connection again. `statement` is sent meanwhile, on another one.
 */
export function freezeUntilClosed(url: string, connectionId: number, statement = 'do 0'): void {
  const isThere = `select id from information_schema.processlist where id = ${connectionId}`;
  const script = `
    import { createConnection } from 'mysql2/promise';
    const connection = await createConnection(${JSON.stringify(url)});
    await connection.query(${JSON.stringify(statement)});
    while ((await connection.query(${JSON.stringify(isThere)}))[0].length > 0);
    connection.destroy();`;
  execFileSync(process.execPath, ['--input-type=module', '--eval', script], { cwd: root, timeout: 20_000 });
}
