import type { TestProject } from 'vitest/node';
import { type DatabaseServer, type ServerKind, startServer } from '../../dev/mysql.ts';
import { backends, namedBackends } from './index.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The address of a running server of each family that the tested backends need. */
    servers: Partial<Record<ServerKind, string>>;
  }
}

/**
 * Starts one server for each family that the backends need, before the first test, and stops them after the last.
 *
 * A backend that `BACKENDS` names must start, and in CI every one must. Otherwise what this machine does not have
 * is left out with a line that says so.
 */
export default async function startServers(project: TestProject): Promise<() => Promise<void>> {
  const required = orExit(() => namedBackends(backends)) ?? (process.env.CI ? backends : undefined);
  const wanted = required ?? backends;
  const servers = new Map<ServerKind, DatabaseServer>();
  const reasons = new Map<ServerKind, string>();
  for (const kind of new Set(wanted.map(({ server }) => server))) {
    await startServer({ kind, install: false }).then(
      (server) => servers.set(kind, server),
      (error: Error) => reasons.set(kind, error.message),
    );
  }
  const stopAll = async () => {
    await Promise.all([...servers.values()].map((server) => server.stop()));
  };
  if (servers.size === 0 || (required && reasons.size > 0)) {
    await stopAll();
    exit([...new Set(reasons.values())].join('\n'));
  }
  for (const { name, server } of wanted.filter(({ server }) => reasons.has(server))) {
    console.warn(`Not tested here: ${name}. ${reasons.get(server)}`);
  }
  for (const { kind, version } of servers.values()) console.log(`Testing on ${kind} ${version}`);
  project.provide('servers', Object.fromEntries([...servers].map(([kind, { url }]) => [kind, url])));
  return stopAll;
}

function orExit<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    return exit(error instanceof Error ? error.message : String(error));
  }
}

/** Ends the run with the reason alone; thrown, it would be buried in a stack trace. */
function exit(reason: string): never {
  console.error(reason);
  process.exit(1);
}
