import { cpus } from 'node:os';
import type { DatabaseServer } from '../dev/mysql.ts';
import { installedVersion } from './install.ts';

/** Returns one paragraph about where something was measured, without the machine's name or paths. */
export function surroundings(
  server: Pick<DatabaseServer, 'kind' | 'version'>,
  packages: readonly string[],
): string {
  const [cpu] = cpus();
  const database = server.kind === 'mysql' ? `MySQL ${server.version}` : server.version;
  const machine = `${cpu?.model.trim() ?? 'unknown processor'}, ${cpus().length} cores`;
  const versions = [...new Set(packages)].map((name) => `${name} ${installedVersion(name)}`);
  return `${machine}; Node ${process.versions.node}; ${database}; ${versions.join(', ')}.`;
}
