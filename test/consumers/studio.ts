import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { closedPort } from '../dev/mysql/closed-port.ts';
import type { Name } from './names.ts';
import { folderOf } from './projects.ts';

/** Asks the local server of `drizzle-kit studio` something, as its page does. */
export type Ask = <Answer>(question: object) => Promise<Answer>;

/** Starts `drizzle-kit studio` on a schema of a project, until the test has ended. Its page is not opened. */
export async function startStudio(name: Name, schema: string, url: string): Promise<Ask> {
  const port = String(await closedPort());
  const { PATH, HOME } = process.env;
  const studio = spawn(
    process.execPath,
    ['node_modules/drizzle-kit/bin.cjs', 'studio', '--host', '127.0.0.1', '--port', port],
    {
      cwd: fileURLToPath(folderOf(name)),
      env: { PATH, HOME, SCHEMA: schema, DATABASE_URL: url },
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

async function isUp(output: NodeJS.ReadableStream): Promise<void> {
  for await (const chunk of output) if (String(chunk).includes('up and running')) return;
}
