import { startServer } from '../mysql.ts';
import type { DatabaseServer, ServerKind } from './server.ts';

try {
  const server = await startServer(readArguments(process.argv.slice(2)));
  const signalled = untilSignalled();
  announce(server);
  await signalled;
  await server.stop();
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
}

function readArguments([kind, ...rest]: string[]): { kind?: ServerKind } {
  if (kind === undefined) return {};
  if ((kind === 'mysql' || kind === 'mariadb') && rest.length === 0) return { kind };
  throw new Error(`Expected no argument, or "mysql" or "mariadb", got "${[kind, ...rest].join(' ')}".`);
}

function announce({ kind, version, url, external }: DatabaseServer): void {
  const origin = external ? 'runs already (DATABASE_URL) and is left alone' : 'runs until Ctrl-C';
  process.stderr.write(`${kind} ${version} ${origin}:\n`);
  process.stdout.write(`${url}\n`);
}

// Every signal is taken, not only the first: npm and tsx pass on what the terminal has already sent.
function untilSignalled(): Promise<void> {
  const day = setInterval(() => {}, 86_400_000); // a handler for a signal doesn't keep a process running
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => {
        clearInterval(day);
        resolve();
      });
    }
  });
}
