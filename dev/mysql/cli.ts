import { runUntilSignal } from '../command/run-until-signal.ts';
import { startServer } from '../mysql.ts';
import type { DatabaseServer, ServerKind } from './server.ts';

await runUntilSignal(async (cleanup) => {
  const server = await startServer(readArguments(process.argv.slice(2)));
  cleanup.add(() => server.stop());
  announce(server);
});

function readArguments([kind, ...rest]: string[]): { kind?: ServerKind } {
  if (kind === undefined) return {};
  if ((kind === 'mysql' || kind === 'mariadb') && rest.length === 0) return { kind };
  throw new Error(`Expected no argument, "mysql" or "mariadb", got "${[kind, ...rest].join(' ')}".`);
}

function announce({ kind, version, url, external }: DatabaseServer): void {
  const origin = external ? 'is already running (DATABASE_URL) and is left alone' : 'runs until Ctrl-C';
  process.stderr.write(`${kind} ${version} ${origin}:\n`);
  process.stdout.write(`${url}\n`);
}
