import type { TestProject } from 'vitest/node';
import { type DatabaseServer, startServer } from '../../dev/mysql.ts';
import { backends, namedBackends } from './index.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The address of a running server by the name of each backend that is tested. */
    started: Record<string, string>;
  }
}

/**
 * Starts one server for each family that the backends need, before the first test, and stops them after the last.
 *
 * A backend that `BACKENDS` names must start, and in CI every one must. Otherwise what this machine does not have
 * is left out with a line that says so.
 */
export default async function startServers(project: TestProject): Promise<() => Promise<void>> {
  const required = namedBackends() ?? (process.env.CI ? backends : undefined);
  const wanted = required ?? backends;
  const servers = new Map<string, DatabaseServer>();
  const stopAll = async () => {
    await Promise.all([...servers.values()].map((server) => server.stop()));
  };
  for (const kind of new Set(wanted.map(({ server }) => server))) {
    try {
      servers.set(kind, await startServer({ kind, install: false }));
    } catch (error) {
      if (required) await stopAll();
      if (required) throw error;
      const left = wanted.filter(({ server }) => server === kind).map(({ name }) => name);
      console.warn(`Not tested here: ${left.join(', ')}. ${error instanceof Error ? error.message : error}`);
    }
  }
  if (servers.size === 0) throw new Error('No backend could be started, so nothing can be tested.');
  const running = wanted.flatMap(({ name, server }) => {
    const url = servers.get(server)?.url;
    return url ? [[name, url] as const] : [];
  });
  for (const server of servers.values()) console.log(`Testing on ${server.kind} ${server.version}`);
  project.provide('started', Object.fromEntries(running));
  return stopAll;
}
