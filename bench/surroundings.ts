import { cpus } from 'node:os';
import type { DatabaseServer } from '../dev/mysql.ts';
import { installedVersion } from './install.ts';

/** Says in one paragraph on what something was measured: no name of the machine, no path. */
export function surroundings(server: DatabaseServer, packages: readonly string[]): string {
  const [cpu] = cpus();
  const database = server.kind === 'mysql' ? `MySQL ${server.version}` : server.version;
  const machine = `${cpu?.model.trim() ?? 'unknown processor'}, ${cpus().length} cores`;
  const versions = [...new Set(packages)].map((name) => `${name} ${installedVersion(name)}`);
  return `${machine}; Node ${process.versions.node}; ${database}; ${versions.join(', ')}.`;
}
