import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { createPool, type RowDataPacket } from 'mysql2/promise';
import { onTestFinished } from 'vitest';
import { MySqlAdapter } from '../../src/mysql2.ts';
import * as tables from '../../src/schema/production.ts';
import { buildProgram } from './build.ts';
import { migrate } from './migrate.ts';
import type { Name } from './names.ts';
import { folderOf, newDatabase } from './projects.ts';

/** A version of Auth.js, and the program that serves a site with it. */
export const versions = {
  'next-auth 4.24.15': ['next-auth-4', 'passwords'],
  'next-auth 5.0.0-beta.32': ['next-auth-5', 'passwords'],
  '@auth/core 0.34.3': ['next-auth-4', 'core-passwords'],
  '@auth/core 0.41.3': ['next-auth-5', 'core-passwords'],
} as const satisfies Record<string, readonly [Name, string]>;

/** Opens a site in a process of its own, since Auth.js keeps in its modules that a site had credentials. */
export async function openSite(version: keyof typeof versions, name: string, { isBare = false } = {}) {
  const [project, program] = versions[version];
  const database = await newDatabase();
  await migrate(project, database);
  const pool = createPool(database);
  const url = await startProgram(project, program, {
    DATABASE_URL: database,
    CASE: name,
    ...(isBare && { BARE: '1' }),
  });
  const adapter = MySqlAdapter(pool, { tables });
  const ada = await adapter.createUser({ id: '', email: 'ada@example.com', emailVerified: null });
  // Before the database is dropped, which would wait.
  onTestFinished(() => pool.end());
  return {
    url,
    adapter,
    ada,
    browser: () => newBrowser(url),
    ask: async (path: string) => (await fetch(`${url}${path}`)).json(),
    async sessions() {
      const [rows] = await pool.query<RowDataPacket[]>(
        'select session_token, user_id, expires from sessions',
      );
      return rows as { session_token: string; user_id: string; expires: Date }[];
    },
    endAll: () => pool.query("update sessions set expires = '2020-01-01'"),
  };
}

const builds = new Map<string, Promise<string>>();

async function startProgram(name: Name, program: string, env: Record<string, string>): Promise<string> {
  const built = builds.get(`${name}/${program}`) ?? buildProgram(name, program);
  builds.set(`${name}/${program}`, built);
  const file = await built;
  const { PATH, HOME } = process.env;
  const server = spawn(process.execPath, [file], {
    cwd: fileURLToPath(folderOf(name)),
    env: { PATH, HOME, TZ: 'UTC', ...env },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = once(server, 'exit');
  onTestFinished(async () => {
    server.stdin.end();
    await ended;
  });
  const [url] = await Promise.race([
    once(createInterface({ input: server.stdout }), 'line'),
    ended.then(() => Promise.reject(new Error('Expected the site to start.'))),
  ]);
  return url;
}

/** A browser at a site, which keeps cookies and follows no redirect. */
function newBrowser(url: string) {
  const cookies = new Map<string, string>();
  async function send(address: string, init: RequestInit = {}): Promise<Response> {
    const cookie = [...cookies].map((pair) => pair.join('=')).join('; ');
    const headers = { ...init.headers, cookie, connection: 'close' };
    const response = await fetch(new URL(address, url), { ...init, headers, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value && !/max-age=0/i.test(line)) cookies.set(name, value);
      else cookies.delete(name);
    }
    return response;
  }
  const csrfToken = async () => (await (await send('/api/auth/csrf')).json()).csrfToken as string;
  return {
    cookies,
    send,
    async post(action: string, form: Record<string, string> = {}) {
      const body = new URLSearchParams({ csrfToken: await csrfToken(), ...form });
      return send(`/api/auth/${action}`, { method: 'POST', body });
    },
    /** Does what update() of the page does. */
    async update(data: object) {
      const body = JSON.stringify({ csrfToken: await csrfToken(), data });
      const headers = { 'content-type': 'application/json' };
      return (await send('/api/auth/session', { method: 'POST', headers, body })).json();
    },
    session: async () => (await send('/api/auth/session')).json(),
    /** Returns the names and values of what is kept of a session. */
    tokens: () => [...cookies].filter(([name]) => name.includes('session-token')),
  };
}
