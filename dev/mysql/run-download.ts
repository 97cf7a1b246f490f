import type { RunningServer } from './run-server.ts';

// Left to itself, the package would take any mysqld on PATH for MySQL, even MariaDB's, whose
// versions are 10 and up.
const VERSIONS = '8.4.x || 9.x';

/** Runs MySQL through the package mysql-memory-server, which downloads it the first time. */
export async function runDownload(timeoutMs: number, signal: AbortSignal): Promise<RunningServer> {
  const { createDB } = await import('mysql-memory-server');
  const limit = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
  const start = createDB({ version: VERSIONS, xEnabled: 'OFF', downloadRetries: 1 });
  const server = await Promise.race([start, rejectOn(limit)]).catch((error: unknown) => {
    // The package throws plain text.
    throw error instanceof Error ? error : new Error(String(error));
  });
  return {
    url: `mysql://root@127.0.0.1:${server.port}`,
    ended: new Promise(() => {}),
    end: () => server.stop(),
  };
}

function rejectOn(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const refuse = () => reject(new Error('it took too long or was interrupted'));
    if (signal.aborted) refuse();
    signal.addEventListener('abort', refuse, { once: true });
  });
}
