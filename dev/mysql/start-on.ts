import { askServer } from './ask-server.ts';
import { useDatabaseUrl } from './database-url.ts';
import type { Machine } from './machine.ts';
import { type Attempt, insteadOfMysql, noServer } from './no-server.ts';
import type { DatabaseServer, ServerKind } from './server.ts';
import { SOURCES, type Source } from './sources.ts';
import { startSupervised } from './supervised.ts';

/** Which kind of server to start, and where to report progress. */
export interface StartOptions {
  /** The only kind of server to start. @default whatever comes first */
  readonly kind?: ServerKind;
  /** Whether a source may install something into the system. @default true */
  readonly install?: boolean;
  /** The function that gets each line of progress. @default writes to stderr */
  readonly log?: (line: string) => void;
}

/** Starts a server from the first source that works on a machine. */
export async function startOn(machine: Machine, options: StartOptions = {}): Promise<DatabaseServer> {
  const { kind, install = true, log = (line) => void process.stderr.write(`${line}\n`) } = options;
  const { DATABASE_URL } = process.env;
  if (DATABASE_URL) return useDatabaseUrl(DATABASE_URL, kind);
  const attempts: Attempt[] = [{ source: 'DATABASE_URL', reason: 'it is not set' }];
  for (const source of SOURCES) {
    if (kind && source.kind !== kind) continue;
    if (source.installs && !install) continue;
    try {
      const server = await startFrom(source, machine, log);
      if (!kind && server.kind === 'mariadb') log(insteadOfMysql(server.version, attempts));
      return server;
    } catch (error) {
      attempts.push({ source: source.name, reason: (error as Error).message });
    }
  }
  throw new Error(noServer(attempts, kind));
}

async function startFrom(
  source: Source,
  machine: Machine,
  log: (line: string) => void,
): Promise<DatabaseServer> {
  const { url, stop } = await startSupervised(await source.find(machine, log));
  try {
    const { kind, version } = await askServer(url);
    if (kind !== source.kind) throw new Error(`expected ${source.kind}, got a server of version ${version}`);
    return { kind, version, url, external: false, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
