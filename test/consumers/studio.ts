import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { closedPort } from '../support/databases/closed-port.ts';
import type { Name } from './names.ts';
import { folderOf } from './projects.ts';

/** Sends a request to the local server of `drizzle-kit studio`, as its page does. */
export type Ask = <Answer>(question: object) => Promise<Answer>;

/** Starts `drizzle-kit studio` on a schema of a project, until the test has ended. Its page is not opened. */
export async function startStudio(name: Name, schema: string, url: string): Promise<Ask> {
  const port = String(await closedPort());
  const home = fileURLToPath(folderOf(name));
  const studio = spawn(
    process.execPath,
    ['node_modules/drizzle-kit/bin.cjs', 'studio', '--host', '127.0.0.1', '--port', port],
    {
      cwd: home,
      // Where it finds mkcert, it makes certificates and speaks HTTPS.
      env: { PATH: '/nowhere', HOME: home, SCHEMA: schema, DATABASE_URL: url },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const ended = once(studio, 'exit');
  onTestFinished(async () => {
    studio.kill();
    await ended;
  });
  await Promise.race([isUp(studio.stdout), ended.then(() => Promise.reject(new Error('It has ended.')))]);
  return async (question) => {
    const body = JSON.stringify(question);
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`http://127.0.0.1:${port}`, { method: 'POST', headers, body });
    return response.json();
  };
}

/** Resolves when the studio says that it is up, and goes on reading its output. */
function isUp(output: NodeJS.ReadableStream): Promise<void> {
  let said = '';
  return new Promise((resolve) => {
    output.on('data', (chunk) => {
      said += chunk;
      if (said.includes('up and running')) resolve();
    });
  });
}
